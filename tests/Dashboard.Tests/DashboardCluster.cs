using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Api.Tests;
using Chaos.Actors.Cli.Tests.Programs;
using Chaos.Actors.Coordinator.Api.Access;
using Chaos.Actors.Databases;
using Microsoft.Playwright;

namespace Chaos.Actors.Dashboard.Tests;

/// <summary>A coordinator with tokens, a trainer and a browser, real processes, with a campaign one item of which has failed: <c>failing</c>.</summary>
public sealed class DashboardCluster : IAsyncLifetime
{
    /// <summary>A campaign of 24 short items with an onset.</summary>
    public const string Small = "name: small\ntask: iris\narchitectures: {hidden: [10], activation: sigmoid}\nlearningRates: [0.1, 1, 4, 10]\nseeds: 6\nepochs: 100\n"
        + "perturbation: {count: 2, epsilon: 1e-8}\ntangents: 1\nthresholds: [0.6, 0.8]\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chaos dashboard ");
    private readonly TokenFile _tokens;
    private readonly int _port = LoopbackPort.Free();
    private ChaosProcess? _coordinator;
    private ChaosProcess? _trainer;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public DashboardCluster()
    {
        _tokens = new TokenFile(Path.Combine(_folder.FullName, "tokens.json"));
        Address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        Api = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Somebody who may change things.</summary>
    public HttpClient Api { get; }

    /// <summary>The token of who may change things.</summary>
    public string Writer { get; private set; } = "";

    /// <summary>The token of who may look.</summary>
    public string Reader { get; private set; } = "";

    /// <summary>Where programs are started.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The coordinator's database.</summary>
    public string Database => Path.Combine(Folder, "c1", "chaos.db");

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null) return;
        (Writer, Reader) = (Token("writer", TokenRights.Write), Token("reader", TokenRights.Read));
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Writer);
        var file = Path.Combine(Folder, "failing.yaml");
        await File.WriteAllTextAsync(file, Small.Replace("name: small", "name: failing", StringComparison.Ordinal).Replace("seeds: 6", "seeds: 2", StringComparison.Ordinal));
        await GivenUpItem.LeaveAsync(file, Database);
        StartCoordinator();
        _trainer = ChaosProcess.Start(Folder, "trainer", "--name", "t1", "--slots", "1", "--seeds", $"127.0.0.1:{_port}", "--data", "t1");
        _playwright = await Playwright.CreateAsync();
        // Whoever is root, as in a container, has no sandbox.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = ["--no-sandbox"] });
        await UntilAnsweredAsync();
        await SubmitAsync("small", Small);
        await UntilStateAsync("small", "finished");
        await UntilStateAsync("failing", "finished with failures");
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _trainer?.Dispose();
        _coordinator?.Dispose();
        Api.Dispose();
        if (_folder.Exists) _folder.Delete(recursive: true);
    }

    /// <summary>A page in a window of its own.</summary>
    public async Task<ObservedPage> OpenAsync(string? token, BrowserNewContextOptions? options = null, Uri? address = null)
    {
        var context = await _browser!.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        if (token is not null) await context.AddInitScriptAsync($"sessionStorage.setItem('chaos-token', '{token}')");
        return new ObservedPage(context, await context.NewPageAsync(), address ?? Address);
    }

    /// <summary>Ends the coordinator as a lost machine does.</summary>
    public void KillCoordinator() => _coordinator!.Dispose();

    /// <summary>Starts it, anew or again.</summary>
    public void StartCoordinator() => _coordinator = ChaosProcess.Start(
        Folder, "coordinator", "--port", _port.ToString(CultureInfo.InvariantCulture), "--http-port", Address.Port.ToString(CultureInfo.InvariantCulture),
        "--tokens", _tokens.Path, "--data", "c1");

    public async Task SubmitAsync(string name, string yaml) =>
        (await Api.PutAsync(ApiRoutes.For(ApiRoutes.Campaign, name), new StringContent(yaml, new MediaTypeHeaderValue("application/yaml")))).EnsureSuccessStatusCode();

    public async Task<T> GetAsync<T>(string address) => JsonSerializer.Deserialize<T>(await Api.GetStringAsync(address), ApiJson.Options)!;

    public Task UntilStateAsync(string name, string state) => BoundedWaits.UntilAsync(
        async () => (await GetAsync<StatusDocument>(ApiRoutes.For(ApiRoutes.Campaign, name))).State == state, $"{name} {state}\n{_coordinator!.Log}\n{_trainer!.Log}");

    public Task UntilAnsweredAsync() => BoundedWaits.UntilAsync(
        async () =>
        {
            try
            {
                return (await Api.GetAsync(ApiRoutes.Campaigns)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        $"the coordinator\n{_coordinator!.Log}");

    private string Token(string name, TokenRights rights)
    {
        var (token, text) = Coordinator.Api.Access.Token.Make(name, rights, TimeProvider.System.GetUtcNow());
        _tokens.Write([.. _tokens.Tokens() ?? [], token]);
        return text;
    }
}
