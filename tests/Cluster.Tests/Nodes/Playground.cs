using System.Net;
using System.Text.Json;
using Chaos.Actors.Databases;

namespace Chaos.Actors.Cluster.Tests.Nodes;

/// <summary>
/// A cluster of real processes on this machine, with a folder of its own. Ports are free ones; whatever still runs at the end
/// is killed. <see cref="Explain"/> has everything that any of them said.
/// </summary>
public sealed class Playground : IDisposable
{
    private const int Unreachable = 5;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chaos cluster ");
    private readonly List<Node> _nodes = [];
    private readonly Place[] _coordinators;

    /// <summary>One coordinator on loopback, with a SQLite file.</summary>
    public Playground()
        : this(null, Place.Loopback)
    {
    }

    /// <summary>Coordinators at these places.</summary>
    /// <param name="connection">Of the PostgreSQL database that they share; null for a SQLite file.</param>
    /// <param name="coordinators">Where they run.</param>
    public Playground(string? connection, params Place[] coordinators)
    {
        _coordinators = coordinators;
        Ports = [.. coordinators.Select(_ => FreePort())];
        HttpPorts = [.. coordinators.Select(_ => FreePort())];
        HttpsPorts = [.. coordinators.Select(_ => FreePort())];
        Tables = connection is null ? CampaignTables.InFile(Database) : CampaignTables.OnServer(connection);
        if (connection is not null) Environment["Chaos__Storage__ConnectionString"] = connection;
    }

    /// <summary>The coordinators' ports.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>The first coordinator's port.</summary>
    public int Port => Ports[0];

    /// <summary>The ports of the coordinators' HTTP.</summary>
    public IReadOnlyList<int> HttpPorts { get; }

    /// <summary>The ports of the coordinators' HTTP over TLS, where they listen off loopback.</summary>
    public IReadOnlyList<int> HttpsPorts { get; }

    /// <summary>The port of the first coordinator's HTTP.</summary>
    public int HttpPort => HttpPorts[0];

    /// <summary>The first coordinator's address.</summary>
    public string Address => Addresses[0];

    /// <summary>The addresses of the coordinators' HTTP, as commands are told them.</summary>
    public string Servers => string.Join(',', _coordinators.Select((place, number) => place.Host == Place.Loopback.Host
        ? $"http://{place.Host}:{HttpPorts[number]}"
        : $"https://{place.Host}:{HttpsPorts[number]}"));

    /// <summary>What the coordinators have stored.</summary>
    public CampaignTables Tables { get; }

    public string Folder => _folder.FullName;

    /// <summary>The coordinator's database.</summary>
    public string Database => File("data", "chaos.db");

    /// <summary>Variables for every process, such as certificates.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    private string[] Addresses => [.. _coordinators.Zip(Ports, (place, port) => $"{place.Host}:{port}")];

    public string File(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>A port nobody listens on.</summary>
    public static int FreePort() => LoopbackPort.Free();

    /// <summary>Starts the first coordinator.</summary>
    public Node Coordinator(params string[] more) => Coordinator(0, more);

    /// <summary>Starts a coordinator.</summary>
    public Node Coordinator(int number, params string[] more)
    {
        var place = _coordinators[number];
        string[] others = Ports.Count == 1 ? [] : ["--seeds", string.Join(',', Addresses), "--coordinators", $"{Ports.Count}"];
        return Start($"c{number}", place, [
            "coordinator", "--host", place.Host, "--port", $"{Ports[number]}", "--data", "data",
            "--http-port", $"{HttpPorts[number]}", "--https-port", $"{HttpsPorts[number]}",
            .. more.Contains("--http-host") ? [] : (string[])["--http-host", place.Host], .. others, .. more]);
    }

    /// <summary>Starts a trainer, with one slot unless told otherwise.</summary>
    public Node Trainer(string name, params string[] more) => Trainer(name, Place.Loopback, more);

    /// <summary>Starts a trainer somewhere.</summary>
    public Node Trainer(string name, Place place, params string[] more) => Start(name, place, [
        "trainer", "--name", name, "--host", place.Host, "--seeds", string.Join(',', Addresses), "--coordinators", $"{Ports.Count}",
        .. more.Contains("--slots") ? [] : (string[])["--slots", "1"],
        .. more.Contains("--data") ? [] : (string[])["--data", name], .. more]);

    /// <summary>Starts any command.</summary>
    public Node Start(string name, params string[] arguments) => Start(name, Place.Loopback, arguments);

    /// <summary>Starts any command somewhere.</summary>
    public Node Start(string name, Place place, params string[] arguments)
    {
        var node = Node.Start(name, place, Folder, Environment, arguments);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Runs a command to its end.</summary>
    public async Task<Node> RunAsync(params string[] arguments)
    {
        var command = Start(string.Join(' ', arguments), arguments);
        await command.EndAsync();
        return command;
    }

    /// <summary>
    /// Runs a command against the cluster to its end, as soon as there is a coordinator; the end must be a good one. Returns
    /// what it says.
    /// </summary>
    public async Task<string> AskAsync(params string[] arguments)
    {
        Node? command = null;
        await Eventually.Async(
            async () =>
            {
                command?.Dispose();
                command = Node.Start(string.Join(' ', arguments), Place.Loopback, Folder, Environment, [.. arguments, "--server", Servers]);
                return await command.EndAsync() != Unreachable;
            },
            "a coordinator answers", Explain);
        _nodes.Add(command!);
        Assert.True(await command!.EndAsync() == 0, Explain());
        return command.Output;
    }

    /// <summary>A campaign's status as programs see it.</summary>
    public async Task<JsonElement> StatusAsync(string campaign) =>
        JsonDocument.Parse(await AskAsync("status", campaign, "--json")).RootElement;

    /// <summary>Waits for a campaign to end well; returns its status.</summary>
    public async Task<JsonElement> FinishedAsync(string campaign)
    {
        JsonElement status = default;
        await Eventually.Async(
            async () =>
            {
                status = await StatusAsync(campaign);
                return status.GetProperty("state").GetString() is not ("running" or "paused");
            },
            $"{campaign} finishes", Explain, TimeSpan.FromSeconds(1));
        Assert.Equal("finished", status.GetProperty("state").GetString());
        return status;
    }

    /// <summary>Waits until so many results are stored.</summary>
    public Task StoredAsync(string campaign, int items) => Eventually.Async(
        () => Digests(campaign).Count >= items, $"{campaign} has {items} results", Explain, TimeSpan.FromMilliseconds(20),
        () => Digests(campaign).Count);

    /// <summary>The digest of every stored item.</summary>
    public SortedDictionary<long, string> Digests(string campaign) => Tables.Digests(campaign);

    /// <summary>The digests of the same campaign in one process, disturbed by nothing.</summary>
    public async Task<SortedDictionary<long, string>> UndisturbedAsync(string file, string campaign)
    {
        var run = await RunAsync("run", file, "--out", "undisturbed", "--slots", "2");
        Assert.True(await run.EndAsync() == 0, run.ToString());
        return CampaignTables.InFile(File("undisturbed", "chaos.db")).Digests(campaign);
    }

    /// <summary>Writes a campaign on Iris and returns the file's name; an item takes some tenths of a second.</summary>
    public string WriteIris(string name = "iris", int seeds = 6, int epochs = 2000, string rates = "0.05, 0.5, 1, 3", string task = "iris")
    {
        System.IO.File.WriteAllText(File(name + ".yaml"), $$"""
            task: {{task}}
            architectures: [10-sigmoid]
            learningRates: [{{rates}}]
            seeds: {{seeds}}
            epochs: {{epochs}}
            perturbation: {count: 2, epsilon: 1e-8}
            thresholds: [0.4, 0.7]
            """);
        return name + ".yaml";
    }

    /// <summary>The same on a file of the user's own, which lies beside it and nowhere else; returns the names of both.</summary>
    public (string Campaign, string Data) WriteOwnIris(string name, int seeds)
    {
        var data = name + ".csv";
        var rows = System.IO.File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "iris.csv")).Skip(1);
        System.IO.File.WriteAllLines(File(data), ["length,width,petalLength,petalWidth,kind", .. rows]);
        return (WriteIris(name, seeds, task: $"{{name: own, csv: {{train: {data}, label: kind, standardise: true}}}}"), data);
    }

    /// <summary>Makes an authority, a certificate that all nodes on these hosts show, and a token for this process.</summary>
    public async Task MakeCertificatesAsync(params IEnumerable<string> hosts)
    {
        await MakeCertificatesAsync("tls", hosts);
        UseCertificates("tls");
        await MakeTokenAsync();
    }

    /// <summary>Makes an authority in a folder, and a certificate that names these hosts.</summary>
    public async Task MakeCertificatesAsync(string authority, IEnumerable<string> hosts)
    {
        await RunAsync("certs", "ca", "--out", authority);
        await RunAsync(["certs", "node", "node", "--ca", authority, .. hosts.SelectMany(host => new[] { "--host", host })]);
    }

    /// <summary>Makes a token that may do everything, and gives it to every command.</summary>
    public async Task MakeTokenAsync() =>
        Environment["CHAOS_TOKEN"] = (await RunAsync("token", "new", "test", "--write", "--tokens", "data/tokens.json")).Output;

    /// <summary>Gives every process that is started from now on the certificate of an authority; null for none.</summary>
    public void UseCertificates(string? authority)
    {
        foreach (var variable in new[] { "Chaos__Tls__Certificate", "Chaos__Tls__Key", "Chaos__Tls__Authority", "CHAOS_AUTHORITY" })
            Environment.Remove(variable);
        if (authority is null) return;
        Environment["Chaos__Tls__Certificate"] = File(authority, "node.pem");
        Environment["Chaos__Tls__Key"] = File(authority, "node.key");
        Environment["Chaos__Tls__Authority"] = Environment["CHAOS_AUTHORITY"] = File(authority, "ca.pem");
    }

    /// <summary>The status and body of a health endpoint.</summary>
    public async Task<(HttpStatusCode Status, string Body)> HealthAsync(string what)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{HttpPort}/health/{what}"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Everything that was said.</summary>
    public string Explain() => string.Join('\n', _nodes);

    public void Dispose()
    {
        foreach (var node in _nodes) node.Dispose();
        _folder.Delete(recursive: true);
    }
}
