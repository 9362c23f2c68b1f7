using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Coordinator.Api.Access;
using Chaos.Actors.Databases;

namespace Chaos.Actors.Api.Tests;

/// <summary>A coordinator with tokens and a trainer, real processes on loopback, with a small campaign that is over: <c>tiny</c>.</summary>
public sealed class ApiCluster : IAsyncLifetime
{
    /// <summary>A campaign of six short items.</summary>
    public const string Tiny = "name: tiny\ntask: iris\narchitectures: {hidden: [4], activation: tanh}\nlearningRates: [0.1, 1.0]\nseeds: 3\nepochs: 20\n";

    /// <summary>A data file that is kept, which no campaign names.</summary>
    public static readonly byte[] Kept = "a,y\n1,x\n"u8.ToArray();

    /// <summary>What it is called.</summary>
    public static readonly string KeptHash = Convert.ToHexStringLower(SHA256.HashData(Kept));

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chaos api ");
    private readonly List<ChaosProcess> _processes = [];
    private readonly TokenFile _tokens;

    public ApiCluster()
    {
        _tokens = new TokenFile(Path.Combine(_folder.FullName, "tokens.json"));
        Address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        (Writer, Reader, Greedy) = (Client("writer", TokenRights.Write), Client("reader", TokenRights.Read), Client("greedy", TokenRights.Read));
        Nobody = Client(null);
    }

    public Uri Address { get; }

    /// <summary>Who may change things.</summary>
    public HttpClient Writer { get; }

    /// <summary>Who may look.</summary>
    public HttpClient Reader { get; }

    /// <summary>Who asks too much.</summary>
    public HttpClient Greedy { get; }

    /// <summary>Who has no token.</summary>
    public HttpClient Nobody { get; }

    /// <summary>What the coordinator has logged.</summary>
    public string Log => _processes[0].Log;

    /// <summary>The coordinator's process.</summary>
    public int ProcessId => _processes[0].Id;

    /// <summary>Its database.</summary>
    public string Database => Path.Combine(_folder.FullName, "chaos-data", "chaos.db");

    public async ValueTask InitializeAsync()
    {
        var port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        _processes.Add(ChaosProcess.Start(
            _folder.FullName, "coordinator", "--port", port, "--http-port", Address.Port.ToString(CultureInfo.InvariantCulture), "--tokens", _tokens.Path));
        _processes.Add(ChaosProcess.Start(_folder.FullName, "trainer", "--name", "t1", "--slots", "1", "--seeds", $"127.0.0.1:{port}", "--data", "t1"));
        await UntilAsync(async () =>
        {
            try
            {
                return (await Reader.GetAsync(ApiRoutes.Campaigns)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        (await Writer.PutAsync(ApiRoutes.For(ApiRoutes.DataFile, KeptHash), new ByteArrayContent(Kept))).EnsureSuccessStatusCode();
        (await SubmitAsync(Tiny, "tiny")).EnsureSuccessStatusCode();
        await UntilStateAsync("tiny", "finished");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in _processes) process.Dispose();
        foreach (var client in new[] { Writer, Reader, Greedy, Nobody }) client.Dispose();
        if (_folder.Exists) _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Somebody with a token of these rights; null for none.</summary>
    public HttpClient Client(string? name, TokenRights rights = TokenRights.Read)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2000 }) { BaseAddress = Address, Timeout = Patience };
        if (name is null) return client;
        var (token, text) = Token.Make(name, rights, TimeProvider.System.GetUtcNow());
        _tokens.Write([.. _tokens.Tokens() ?? [], token]);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        return client;
    }

    /// <summary>Sends a campaign file.</summary>
    public Task<HttpResponseMessage> SubmitAsync(string yaml, string name, string query = "") =>
        Writer.PutAsync(ApiRoutes.For(ApiRoutes.Campaign, name) + query, Yaml(yaml));

    public static StringContent Yaml(string text) => new(text, new MediaTypeHeaderValue("application/yaml"));

    /// <summary>Waits until a campaign is in a state.</summary>
    public Task UntilStateAsync(string name, string state) => UntilAsync(async () =>
    {
        using var answer = await Reader.GetAsync(ApiRoutes.For(ApiRoutes.Campaign, name));
        // On a busy machine it may be told to ask again.
        return answer.IsSuccessStatusCode && (await ReadAsync<StatusDocument>(answer)).State == state;
    });

    /// <summary>Waits for something.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience && !_processes[0].HasEnded, string.Join("\n\n", _processes.Select(process => process.Log)));
            await Task.Delay(100);
        }
    }

    /// <summary>The document of an answer.</summary>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<T>(await answer.Content.ReadAsStringAsync(), ApiJson.Options)!;
}

/// <summary>Tests that share one.</summary>
[CollectionDefinition(Name)]
public sealed class ApiCollection : ICollectionFixture<ApiCluster>
{
    public const string Name = "api";
}
