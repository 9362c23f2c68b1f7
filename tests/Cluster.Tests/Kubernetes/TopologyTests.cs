using System.Net;
using Chaos.Actors.Cluster.Tests.Networks;
using Chaos.Actors.Cluster.Tests.Nodes;
using Chaos.Actors.Databases;
using k8s.Models;
using Npgsql;

namespace Chaos.Actors.Cluster.Tests.Kubernetes;

/// <summary>The pods of an overlay, played on this machine, lose some of their number and finish a campaign all the same.</summary>
public sealed class TopologyTests : IDisposable
{
    private const string Campaign = "iris";
    private const int Seeds = 60, Items = 4 * Seeds;

    private readonly NamespaceNetwork _network = new();
    private readonly Playground _playground = new();

    public void Dispose()
    {
        _network.Dispose();
        _playground.Dispose();
    }

    [Theory]
    [InlineData("local")]
    [InlineData("production")]
    public async Task Should_finish_a_campaign_though_pods_go_and_come(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        var secrets = InstallGuide.MakeSecrets(_playground.Folder);
        using var database = StartDatabase(secrets, out var connection);
        using var pods = new PlayedPods(manifests, secrets, _playground.Folder, _network);
        var coordinators = Enumerable.Range(0, manifests.Coordinators.Replicas!.Value)
            .Select(index => pods.Start(manifests.Coordinators, $"{manifests.Coordinators.Name}-{index}")).ToList();
        var trainers = new[] { "a", "b" }.Select(id => pods.Start(manifests.Trainers, $"{manifests.Trainers.Name}-{id}")).ToList();
        var client = pods.Start(manifests.Client, $"{manifests.Client.Name}-a");
        foreach (var pod in coordinators.Concat(trainers)) await ReadyAsync(pod);

        // Data that only the client has: coordinators keep them, trainers fetch them.
        var (file, data) = _playground.WriteOwnIris(Campaign, Seeds);
        foreach (var each in new[] { file, data }) File.Copy(_playground.File(each), Path.Combine(client.Volume("/data"), each));
        await AskAsync("submit", file);
        Assert.Contains(Campaign, await AskAsync("list"), StringComparison.Ordinal);
        var stranger = client.Execute(["CHAOS_TOKEN=chaos_wrong", .. client.Workload.Image!.EntryPoint, "list"]);
        Assert.True(await stranger.EndAsync() == 2, stranger + pods.Explain());
        await StoredAsync(5);

        await pods.LoseAsync(trainers[0]);
        var after = Stored();
        await StoredAsync(after.Count + 5);
        trainers[0] = pods.Start(manifests.Trainers, $"{manifests.Trainers.Name}-c");

        var acknowledged = Stored();
        Assert.True(acknowledged.Count < Items, "the campaign was over before the coordinator was deleted");
        Assert.Equal(0, await pods.DeleteAsync(coordinators[0]));
        coordinators[0] = pods.Start(manifests.Coordinators, coordinators[0].Name);
        await ReadyAsync(coordinators[0]);

        await StoredAsync(Items);
        await AskAsync("watch", Campaign);
        await AskAsync("report", Campaign);
        Assert.NotEqual(0, new FileInfo(Path.Combine(client.Volume("/data"), "runs", Campaign, "report.html")).Length);
        foreach (var pod in coordinators.Concat(trainers)) await ReadyAsync(pod);
        Assert.Equal(await _playground.UndisturbedAsync(file, Campaign), Stored());
        Assert.All(acknowledged, item => Assert.Equal(item.Value, Stored()[item.Key]));
        Assert.All(coordinators.Concat(trainers), pod => Assert.False(pod.Main.HasEnded, pod.ToString()));
        foreach (var pod in trainers.Concat(coordinators)) Assert.Equal(0, await pods.DeleteAsync(pod));

        async Task ReadyAsync(PlayedPod pod)
        {
            await Eventually.Async(
                async () => pod.Main.HasEnded || (await pod.ProbeAsync()).Values.All(answer => answer == HttpStatusCode.OK),
                $"{pod.Name} answers its probes", pods.Explain);
            Assert.False(pod.Main.HasEnded, pod.ToString());
        }

        // Through kubectl exec, as the guide says.
        async Task<string> AskAsync(params string[] arguments)
        {
            var command = client.Execute([.. client.Workload.Image!.EntryPoint, .. arguments]);
            Assert.True(await command.EndAsync() == 0, command + pods.Explain());
            return command.Output;
        }

        Task StoredAsync(int items) =>
            Eventually.Async(() => Stored().Count >= items, $"{items} items are stored", pods.Explain, TimeSpan.FromMilliseconds(50));

        SortedDictionary<long, string> Stored() => Digests(connection);
    }

    /// <summary>A real server in a namespace of its own, under the name that the connection string of the guide has.</summary>
    private PostgresServer StartDatabase(IReadOnlyList<V1Secret> secrets, out string connection)
    {
        var given = new NpgsqlConnectionStringBuilder(secrets.Text("chaos-database", "connection-string"));
        var host = _network.AddHost("database");
        _network.Name(host.Address, given.Host!);
        var server = new PostgresServer(host.Namespace, host.Address.ToString());
        using var admin = new NpgsqlConnection(server.CreateDatabase() + ";Pooling=false");
        admin.Open();
        using var create = new NpgsqlCommand($"CREATE DATABASE {given.Database}", admin);
        create.ExecuteNonQuery();
        given.Host = host.Address.ToString(); // this process is not told the names
        connection = given.ConnectionString;
        return server;
    }

    private static SortedDictionary<long, string> Digests(string connectionString)
    {
        var digests = new SortedDictionary<long, string>();
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand("SELECT item_index, digest FROM results WHERE campaign = $1", connection);
        command.Parameters.AddWithValue(Campaign);
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read()) digests.Add(reader.GetInt64(0), reader.GetString(1));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // being created
        }
        return digests;
    }
}
