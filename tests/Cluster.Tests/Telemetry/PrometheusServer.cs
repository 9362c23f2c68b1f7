using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests.Telemetry;

/// <summary>A real Prometheus that scrapes nodes of a playground every second and knows the project's alert rules.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private readonly HttpClient _http;
    private readonly Process _process;
    private readonly List<string> _log = [];

    private PrometheusServer(Process process, int port)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/v1/") };
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>What it said.</summary>
    public string Log
    {
        get
        {
            lock (_log) return "== prometheus\n" + string.Join('\n', _log);
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="folder">Where it keeps its configuration and data.</param>
    /// <param name="rules">The file with alert rules.</param>
    /// <param name="targets">The port each job answers on.</param>
    public static async Task<PrometheusServer> StartAsync(
        string folder, string rules, IReadOnlyDictionary<string, int> targets)
    {
        var port = Playground.FreePort();
        var configuration = Path.Combine(folder, "prometheus.yaml");
        await File.WriteAllTextAsync(configuration, $$"""
            global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
            rule_files: ['{{rules}}']
            scrape_configs: [{{string.Join(", ", targets.Select(target =>
                $"{{job_name: {target.Key}, static_configs: [{{targets: ['127.0.0.1:{target.Value}']}}]}}"))}}]
            """);
        var server = new PrometheusServer(
            DebianProgram.Start("prometheus", folder,
            [
                $"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(folder, "prometheus")}",
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"),
            ]),
            port);
        await Eventually.Async(server.IsUpAsync, "Prometheus answers", () => server.Log);
        return server;
    }

    /// <summary>The values a query has now, with their labels.</summary>
    public async Task<IReadOnlyList<(IReadOnlyDictionary<string, string> Labels, double Value)>> QueryAsync(string expression)
    {
        var data = await GetAsync($"query?query={Uri.EscapeDataString(expression)}");
        return
        [
            .. data.GetProperty("result").EnumerateArray().Select(series => (
                (IReadOnlyDictionary<string, string>)series.GetProperty("metric").Deserialize<Dictionary<string, string>>()!,
                double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture))),
        ];
    }

    /// <summary>The sum of a query's values.</summary>
    public async Task<double> SumAsync(string expression) => (await QueryAsync(expression)).Sum(series => series.Value);

    /// <summary>Everything that is a metric's name, or a label's.</summary>
    public async Task<IReadOnlySet<string>> NamesAsync()
    {
        var metrics = await GetAsync("label/__name__/values");
        var labels = await GetAsync("labels");
        return metrics.EnumerateArray().Concat(labels.EnumerateArray()).Select(name => name.GetString()!).ToHashSet();
    }

    /// <summary>Every alert rule with its state and health.</summary>
    public async Task<IReadOnlyDictionary<string, (string State, string Health)>> AlertsAsync()
    {
        var data = await GetAsync("rules");
        return data.GetProperty("groups").EnumerateArray()
            .SelectMany(group => group.GetProperty("rules").EnumerateArray())
            .ToDictionary(
                rule => rule.GetProperty("name").GetString()!,
                rule => (rule.GetProperty("state").GetString()!, rule.GetProperty("health").GetString()!));
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.EndInTime();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsUpAsync()
    {
        Assert.False(_process.HasExited, Log);
        try
        {
            using var answer = await _http.GetAsync(new Uri("query?query=up", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {body}");
        return JsonDocument.Parse(body).RootElement.GetProperty("data");
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_log) _log.Add(line);
    }
}
