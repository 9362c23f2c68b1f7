using System.Globalization;
using System.Net;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Databases;

namespace Chaos.Actors.Api.Tests;

/// <summary>Three coordinators that share a PostgreSQL database, and a trainer: real processes on loopback, with <see cref="ApiCluster.Tiny"/> done.</summary>
public sealed class ThreeCoordinators : IAsyncLifetime
{
    private const int Number = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chaos three ");
    private readonly List<ChaosProcess> _processes = [];
    private readonly HttpClient[] _clients = [.. Enumerable.Range(0, Number).Select(_ => new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 100 })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"), Timeout = TimeSpan.FromSeconds(20),
    })];

    /// <summary>One for each coordinator that lives.</summary>
    public IReadOnlyList<HttpClient> Living => [.. _clients.Where((_, number) => !_processes[number].HasEnded)];

    public async ValueTask InitializeAsync()
    {
        var connection = PostgresServer.Shared.CreateDatabase();
        int[] ports = [.. _clients.Select(_ => LoopbackPort.Free())];
        var seeds = string.Join(',', ports.Select(port => $"127.0.0.1:{port}"));
        for (var number = 0; number < Number; number++)
        {
            _processes.Add(ChaosProcess.Start(_folder.FullName, connection, [
                "coordinator", "--name", $"c{number}", "--port", Text(ports[number]), "--http-port", Text(_clients[number].BaseAddress!.Port),
                "--data", $"c{number}", "--seeds", seeds, "--coordinators", Text(Number)]));
        }
        _processes.Add(ChaosProcess.Start(
            _folder.FullName, "trainer", "--name", "t1", "--slots", "1", "--seeds", seeds, "--coordinators", Text(Number), "--data", "t1"));
        foreach (var client in _clients) await UntilAsync(async () => await TryAsync(client, ApiRoutes.Campaigns) is not null);
        (await _clients[0].PutAsync(ApiRoutes.For(ApiRoutes.Campaign, "tiny"), ApiCluster.Yaml(ApiCluster.Tiny))).EnsureSuccessStatusCode();
        await UntilAsync(async () => await TryAsync(_clients[0], ApiRoutes.For(ApiRoutes.Campaign, "tiny")) is { } answer
            && (await ApiCluster.ReadAsync<StatusDocument>(answer)).State == "finished");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in _processes) process.Dispose();
        foreach (var client in _clients) client.Dispose();
        if (_folder.Exists) _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>What a coordinator answers; null when it does not, or cannot now.</summary>
    public static async Task<HttpResponseMessage?> TryAsync(HttpClient client, string address)
    {
        try
        {
            var answer = await client.GetAsync(address);
            return answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests ? null : answer;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Asks one coordinator after the other until one answers, as a client does whose coordinator may die.</summary>
    /// <param name="first">The one that is asked first.</param>
    /// <param name="address">What it is asked for.</param>
    public async Task<HttpResponseMessage> GetAsync(HttpClient first, string address)
    {
        HttpResponseMessage? answer = null;
        await UntilAsync(async () =>
        {
            foreach (var client in _clients.OrderByDescending(client => client == first))
            {
                answer = await TryAsync(client, address);
                if (answer is not null) return true;
            }
            return false;
        });
        return answer!;
    }

    /// <summary>Waits for the one that is active.</summary>
    public async Task<HttpClient> ActiveAsync()
    {
        HttpClient? active = null;
        await UntilAsync(async () =>
        {
            foreach (var client in Living)
            {
                if (await TryAsync(client, "/metrics") is { } answer
                    && (await answer.Content.ReadAsStringAsync()).Split('\n').Any(line => line.StartsWith("chaos_actors_coordinator_active", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal)))
                {
                    active = client;
                }
            }
            return active is not null;
        });
        return active!;
    }

    /// <summary>SIGKILL to the coordinator behind a client.</summary>
    public void Kill(HttpClient client) => _processes[Array.IndexOf(_clients, client)].Kill();

    /// <summary>Waits for something.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, string.Join("\n\n", _processes.Select(process => process.Log)));
            await Task.Delay(100);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
