using Chaos.Actors.Cluster.Tests.Networks;
using Chaos.Actors.Cluster.Tests.Nodes;
using Chaos.Actors.Databases;
using Xunit.Abstractions;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>
/// What happens to the network between hosts, each in a network namespace of its own: three coordinators, two trainers, the
/// database.
/// </summary>
public sealed class PartitionFaults : IDisposable
{
    private readonly NamespaceNetwork _network = new();
    private readonly NamespaceHost[] _hosts;
    private readonly PostgresServer _database;
    private readonly Playground _cluster;
    private readonly Trial _trial;

    public PartitionFaults(ITestOutputHelper output)
    {
        _hosts = [.. new[] { "c0", "c1", "c2", "t0", "t1" }.Select(_network.AddHost)];
        var database = _network.AddHost("database");
        _database = new PostgresServer(database.Namespace, $"{database.Address}");
        _cluster = new Playground(_database.CreateDatabase(), [.. _hosts[..3].Select(Place.At)]);
        _trial = new Trial(_cluster, output);
    }

    public void Dispose()
    {
        _cluster.Dispose();
        _database.Dispose();
        _network.Dispose();
    }

    [Fact]
    public async Task Should_be_one_again_after_each_partition()
    {
        await MakeCertificatesAsync();
        Node[] coordinators = [_cluster.Coordinator(0), _cluster.Coordinator(1), _cluster.Coordinator(2)];
        Node[] trainers = [_cluster.Trainer("t0", Place.At(_hosts[3])), _cluster.Trainer("t1", Place.At(_hosts[4]))];
        Node[] all = [.. coordinators, .. trainers];
        await TogetherAsync(all);
        await _trial.SubmitAsync();

        await _trial.ProgressAsync();
        _trial.Fault("partition: a trainer | everybody else");
        _network.Part(_hosts[3]);
        await _trial.HoldAsync(async () =>
        {
            await TogetherAsync([.. all.Except([trainers[0]])]);
            _network.Heal(_hosts[3]);
            await TogetherAsync(all);
        });

        await _trial.ProgressAsync();
        var active = await _trial.ActiveAsync(coordinators);
        _trial.Fault("partition: the active coordinator and a trainer | two coordinators, a trainer and the database");
        _network.Part(_hosts[active], _hosts[4]);
        await _trial.ActiveAsync(Without(active));
        await _trial.ProgressAsync();
        _network.Heal(_hosts[active], _hosts[4]);
        await _trial.HoldAsync(() => TogetherAsync(all));

        await _trial.ProgressAsync();
        active = await _trial.ActiveAsync(coordinators);
        _trial.Fault("partition: the active coordinator | everybody else, both with the database");
        var others = _hosts.Where((_, number) => number != active).ToList();
        _network.Cut(_hosts[active], others);
        await _trial.ActiveAsync(Without(active));
        await _trial.ProgressAsync();
        _network.Mend(_hosts[active], others);
        await TogetherAsync(all);

        await _trial.SurviveAsync();
        Assert.All(all, node => Assert.False(node.HasEnded, node.ToString()));

        Node[] Without(int number) => [.. coordinators.Where((_, other) => other != number)];
    }

    private static async Task TogetherAsync(Node[] nodes)
    {
        foreach (var node in nodes) await node.UpAmongAsync(nodes.Length);
    }

    private async Task MakeCertificatesAsync()
    {
        await _cluster.RunAsync("certs", "ca", "--out", "tls");
        await _cluster.RunAsync([
            "certs", "node", "node", "--ca", "tls", .. _hosts.SelectMany(host => new[] { "--host", $"{host.Address}" })]);
        _cluster.Environment["Chaos__Tls__Certificate"] = _cluster.File("tls", "node.pem");
        _cluster.Environment["Chaos__Tls__Key"] = _cluster.File("tls", "node.key");
        _cluster.Environment["Chaos__Tls__Authority"] = _cluster.File("tls", "ca.pem");
    }
}
