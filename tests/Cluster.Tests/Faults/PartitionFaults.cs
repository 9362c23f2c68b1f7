using Chaos.Actors.Cluster.Tests.Networks;
using Chaos.Actors.Cluster.Tests.Nodes;
using Chaos.Actors.Databases;

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
    private Node[] _nodes = [];

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
    public async Task Should_go_on_without_a_trainer_that_is_cut_off_and_take_it_back()
    {
        await StartAsync();

        _trial.Fault("partition: a trainer | everybody else");
        _network.Part(_hosts[3]);
        await TogetherAsync([.. _nodes.Where((_, number) => number != 3)]);
        _network.Heal(_hosts[3]);

        await SurviveAsync();
    }

    [Fact]
    public async Task Should_go_on_where_most_coordinators_are()
    {
        var active = await StartAsync();

        _trial.Fault("partition: the active coordinator and a trainer | two coordinators, a trainer and the database");
        _network.Part(_hosts[active], _hosts[4]);
        await AnotherAsync(active);
        await _trial.ProgressAsync();
        _network.Heal(_hosts[active], _hosts[4]);

        await SurviveAsync();
    }

    /// <summary>For some time, two believe themselves active, and both reach the database.</summary>
    [Fact]
    public async Task Should_not_be_harmed_by_a_coordinator_that_is_cut_off_and_has_the_database()
    {
        var active = await StartAsync();
        var others = _hosts.Where((_, number) => number != active).ToList();

        _trial.Fault("partition: the active coordinator | everybody else, both with the database");
        _network.Cut(_hosts[active], others);
        await AnotherAsync(active);
        await _trial.ProgressAsync();
        _network.Mend(_hosts[active], others);

        await SurviveAsync();
    }

    // Returns which coordinator is active in the middle of the campaign.
    private async Task<int> StartAsync()
    {
        await _cluster.MakeCertificatesAsync([.. _hosts.Select(host => $"{host.Address}")]);
        _nodes = [
            .. Enumerable.Range(0, 3).Select(number => _cluster.Coordinator(number)),
            .. Enumerable.Range(3, 2).Select(number => _cluster.Trainer(_hosts[number].Name, Place.At(_hosts[number])))];
        await TogetherAsync(_nodes);
        await _trial.SubmitAsync();
        await _trial.ProgressAsync();
        return await _trial.ActiveAsync(_nodes[..3]);
    }

    // The one that is cut off cannot be asked.
    private Task AnotherAsync(int than) => _trial.ActiveAsync([.. _nodes[..3].Where((_, number) => number != than)]);

    // As one cluster again.
    private async Task SurviveAsync()
    {
        await TogetherAsync(_nodes);
        await _trial.SurviveAsync();
        Assert.All(_nodes, node => Assert.False(node.HasEnded, node.ToString()));
    }

    private static async Task TogetherAsync(Node[] nodes)
    {
        foreach (var node in nodes) await node.UpAmongAsync(nodes.Length);
    }
}
