using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Chaos.Actors.Cluster.Tests.Nodes;

/// <summary>A running <c>chaos</c> process: a node of the cluster, or a command.</summary>
public sealed class Node : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _log = new();

    private Node(string name, Process process)
    {
        Name = name;
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>stdout so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>stderr so far.</summary>
    public string Log => string.Join('\n', _log);

    public bool HasEnded => _process.HasExited;

    public int ProcessId => _process.Id;

    /// <summary>The memory that it occupies, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="place">Where it runs.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="environment">Variables it gets besides this process's own.</param>
    /// <param name="arguments">The command and its flags.</param>
    public static Node Start(
        string name, Place place, string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        string[] command = [.. place.Prefix, "dotnet", Path.Combine(AppContext.BaseDirectory, "chaos.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("Chaos", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(inherited);
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return Start(name, start);
    }

    /// <summary>Starts any program that becomes one.</summary>
    public static Node Start(string name, ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new Node(name, process);
    }

    /// <summary>SIGSTOP; it has stopped when this returns, whatever it was doing.</summary>
    public async Task PauseAsync()
    {
        Signal("STOP");
        await Eventually.Async(
            () => Directory.GetDirectories($"/proc/{ProcessId}/task").All(thread => StateOf(thread) == 'T'),
            $"{Name} stops", () => Log, TimeSpan.FromMilliseconds(1));
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public Task<int> TerminateAsync()
    {
        Signal("TERM");
        return EndAsync();
    }

    /// <summary>Sends a signal by its name: TERM, STOP, CONT.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.EndInTime();
    }

    /// <summary>Waits for its end; returns the exit code.</summary>
    public async Task<int> EndAsync()
    {
        await Eventually.Async(() => _process.HasExited, $"{Name} ends", () => Log);
        _process.EndInTime(); // the last lines
        return _process.ExitCode;
    }

    /// <summary>Waits until it has written something.</summary>
    public async Task SaysAsync(string text)
    {
        await Eventually.Async(() => HasEnded || Log.Contains(text, StringComparison.Ordinal), $"{Name} says: {text}", () => Log, Look);
        Assert.Contains(text, Log, StringComparison.Ordinal);
    }

    /// <summary>What its HTTP answers, and the time that it takes it to be.</summary>
    public async Task<(string Body, DateTimeOffset Clock)> GetAsync(string path)
    {
        await SaysAsync("health at http://");
        var address = Regex.Match(Log, @"health at (http://[0-9.]+:\d+)").Groups[1].Value;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var answer = await http.GetAsync(new Uri($"{address}/{path}"));
        return (await answer.Content.ReadAsStringAsync(), answer.Headers.Date!.Value);
    }

    /// <summary>The sum of one of its metrics, as Prometheus reads them; 0 while it has none, or does not answer.</summary>
    public async Task<double> MetricAsync(string name)
    {
        try
        {
            return (await GetAsync("metrics")).Body.Split('\n')
                .Where(line => line.Split('{', ' ')[0] == name)
                .Sum(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 0;
        }
    }

    /// <summary>Waits until it knows itself up in a cluster of so many, as it says last.</summary>
    public Task UpAmongAsync(int nodes) => Eventually.Async(
        () => _log.LastOrDefault(line => line.Contains("This node is ", StringComparison.Ordinal))
            ?.Contains($"This node is up in a cluster of {nodes},", StringComparison.Ordinal) == true,
        $"{Name} is up in a cluster of {nodes}", () => Log);

    /// <summary>How often it has written something.</summary>
    public int Count(string text) => _log.Count(line => line.Contains(text, StringComparison.Ordinal));

    public override string ToString() => $"== {Name}{(HasEnded ? $" (ended: {_process.ExitCode})" : "")}\n{Output}\n{Log}";

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    // "1234 (name) T …"; a thread that has just ended does nothing any more.
    private static char StateOf(string thread)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(thread, "stat"));
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return 'T';
        }
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }
}
