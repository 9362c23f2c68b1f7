using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Data.Sqlite;

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

    public Playground()
    {
        Port = FreePort();
        HttpPort = FreePort();
    }

    /// <summary>The coordinator's port.</summary>
    public int Port { get; }

    /// <summary>The port of the coordinator's HTTP.</summary>
    public int HttpPort { get; }

    /// <summary>The coordinator's address.</summary>
    public string Address => $"127.0.0.1:{Port}";

    public string Folder => _folder.FullName;

    /// <summary>The coordinator's database.</summary>
    public string Database => File("data", "chaos.db");

    /// <summary>Variables for every process, such as certificates.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string File(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>A port nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the coordinator.</summary>
    public Node Coordinator(params string[] more) => Start(
        "coordinator",
        ["coordinator", "--port", $"{Port}", "--http-port", $"{HttpPort}", "--data", "data", .. more]);

    /// <summary>Starts a trainer with one slot.</summary>
    public Node Trainer(string name, params string[] more) => Start(
        name, ["trainer", "--name", name, "--seeds", Address, "--slots", "1", "--data", name, .. more]);

    /// <summary>Starts any command.</summary>
    public Node Start(string name, params string[] arguments)
    {
        var node = Node.Start(name, Folder, Environment, arguments);
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
                command = Node.Start(string.Join(' ', arguments), Folder, Environment, [.. arguments, "--coordinator", Address]);
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

    /// <summary>Waits for a campaign to end well.</summary>
    public async Task FinishedAsync(string campaign)
    {
        await Eventually.Async(
            async () => (await StatusAsync(campaign)).GetProperty("state").GetString() is not ("running" or "paused"),
            $"{campaign} finishes", Explain, TimeSpan.FromSeconds(1));
        Assert.Equal("finished", (await StatusAsync(campaign)).GetProperty("state").GetString());
    }

    /// <summary>Waits until so many results are stored.</summary>
    public Task StoredAsync(string campaign, int items) => Eventually.Async(
        () => Digests(campaign).Count >= items, $"{campaign} has {items} results", Explain, TimeSpan.FromMilliseconds(20));

    /// <summary>The digest of every stored item.</summary>
    public SortedDictionary<long, string> Digests(string campaign, string? database = null)
    {
        var digests = new SortedDictionary<long, string>();
        foreach (var row in Query(
            database ?? Database, "SELECT item_index, digest FROM results WHERE campaign = $1", campaign))
            digests.Add((long)row[0], (string)row[1]);
        return digests;
    }

    /// <summary>How many items of a campaign each node computed.</summary>
    public Dictionary<string, long> ItemsByNode(string campaign) =>
        Query(Database, "SELECT node, count(*) FROM results WHERE campaign = $1 GROUP BY node", campaign)
            .ToDictionary(row => (string)row[0], row => (long)row[1]);

    /// <summary>The campaign of each result, in the order they were stored.</summary>
    public List<string> StoredOrder() =>
        [.. Query(Database, "SELECT campaign FROM results WHERE campaign <> $1 ORDER BY rowid", "").Select(row => (string)row[0])];

    /// <summary>The digests of the same campaign in one process, disturbed by nothing.</summary>
    public async Task<SortedDictionary<long, string>> UndisturbedAsync(string file, string campaign)
    {
        var run = await RunAsync("run", file, "--out", "undisturbed", "--slots", "2");
        Assert.True(await run.EndAsync() == 0, run.ToString());
        return Digests(campaign, File("undisturbed", "chaos.db"));
    }

    /// <summary>Writes a campaign on Iris and returns the file's name; an item takes some tenths of a second.</summary>
    public string WriteIris(string name = "iris", int seeds = 6, int epochs = 2000)
    {
        System.IO.File.WriteAllText(File(name + ".yaml"), $$"""
            task: iris
            architectures: [10-sigmoid]
            learningRates: [0.05, 0.5, 1, 3]
            seeds: {{seeds}}
            epochs: {{epochs}}
            perturbation: {count: 2, epsilon: 1e-8}
            thresholds: [0.4, 0.7]
            """);
        return name + ".yaml";
    }

    /// <summary>The status and body of a health endpoint.</summary>
    public async Task<(HttpStatusCode Status, string Body)> HealthAsync(string what)
    {
        using var http = new HttpClient();
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

    private static List<object[]> Query(string database, string sql, string campaign)
    {
        if (!System.IO.File.Exists(database)) return [];
        try
        {
            using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.Parameters.AddWithValue("$1", campaign);
            using var reader = command.ExecuteReader();
            var rows = new List<object[]>();
            while (reader.Read())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }
            return rows;
        }
        catch (SqliteException)
        {
            return []; // being created
        }
    }
}
