using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>What happens to the only coordinator, and to everything at once.</summary>
public sealed class CoordinatorFaults(ITestOutputHelper output) : IDisposable
{
    private readonly Playground _cluster = new();

    public void Dispose() => _cluster.Dispose();

    /// <summary>
    /// The new coordinator begins a new cluster, and trainers of the old one would wait in it for ever.
    /// </summary>
    [Fact]
    public async Task Should_go_on_when_the_only_coordinator_is_killed_and_comes_back_at_once()
    {
        var trial = new Trial(_cluster, output);
        var coordinator = _cluster.Coordinator();
        var trainers = new[] { _cluster.Trainer("t1"), _cluster.Trainer("t2") };
        foreach (var trainer in trainers) await trainer.SaysAsync("This node is up");
        await trial.SubmitAsync();

        for (var kill = 1; kill <= 2; kill++)
        {
            await trial.ProgressAsync();
            trial.Fault("SIGKILL of the only coordinator, started again at once");
            await coordinator.KillAsync();
            coordinator = _cluster.Coordinator();
        }

        await trial.SurviveAsync();
        Assert.All(trainers, trainer => Assert.False(trainer.HasEnded, trainer.ToString()));
        Assert.All(trainers, trainer => Assert.InRange(trainer.Count("Joining the cluster."), 1, 2));
    }

    [Fact]
    public async Task Should_go_on_after_everything_was_killed_at_once()
    {
        var trial = new Trial(_cluster, output);
        var nodes = StartAll();
        await trial.SubmitAsync();

        for (var kill = 1; kill <= 2; kill++)
        {
            await trial.ProgressAsync();
            foreach (var trainer in nodes[1..]) await trial.PauseInMidItemAsync(trainer);
            trial.Fault("SIGKILL of all processes");
            await Task.WhenAll(nodes.Select(node => node.KillAsync()));
            nodes = StartAll();
        }

        await trial.SurviveAsync();

        Node[] StartAll() => [_cluster.Coordinator(), _cluster.Trainer("t1"), _cluster.Trainer("t2")];
    }

    [Fact]
    public async Task Should_not_mind_clocks_that_jump()
    {
        var (here, there) = (new FakeClock(_cluster.File("clock of c0")), new FakeClock(_cluster.File("clock of t1")));
        using var cluster = new Playground(null, here.At(Place.Loopback));
        var trial = new Trial(cluster, output);
        cluster.Environment.Clear(); // patience as by default: nobody is gone here, however slow
        var coordinator = cluster.Coordinator();
        Node[] trainers = [cluster.Trainer("t1", there.At(Place.Loopback)), cluster.Trainer("t2")];
        foreach (var trainer in trainers) await trainer.SaysAsync("This node is up");
        await trial.SubmitAsync();

        foreach (var hours in new[] { 1, -1 })
        {
            await trial.ProgressAsync();
            trial.Fault("the coordinator's clock put forward or back by an hour or two");
            trial.Fault("a trainer's clock put the other way");
            here.Jump(TimeSpan.FromHours(hours));
            there.Jump(TimeSpan.FromHours(-hours));
            await Eventually.Async(
                async () => await IsOffAsync(coordinator, hours) && await IsOffAsync(trainers[0], -hours), "they believe it", cluster.Explain);
        }

        await trial.SurviveAsync();
        // Nobody was put out of the cluster, and no lease expired.
        Assert.All(trainers, trainer => Assert.Equal(0, trainer.Count("Joining the cluster.")));
        Assert.Equal(0, await coordinator.MetricAsync("chaos_actors_campaign_expired_leases_total"));
    }

    [Fact]
    public async Task Should_refuse_a_second_coordinator_on_the_same_file()
    {
        var trial = new Trial(_cluster, output);
        _cluster.Coordinator();
        foreach (var name in new[] { "t1", "t2" }) await _cluster.Trainer(name).SaysAsync("This node is up");
        await trial.SubmitAsync();
        await trial.ProgressAsync();

        trial.Fault("second coordinator on the same SQLite file");
        var second = await _cluster.RunAsync(
            "coordinator", "--port", $"{Playground.FreePort()}", "--http-port", $"{Playground.FreePort()}", "--data", "data");

        Assert.True(await second.EndAsync() == 2, second.ToString());
        Assert.Matches("another process .* works on .*chaos.db", second.Log);
        await trial.SurviveAsync();
    }

    private static async Task<bool> IsOffAsync(Node node, int hours)
    {
        var off = (await node.GetAsync("health/live")).Clock - DateTimeOffset.UtcNow;
        return (off - TimeSpan.FromHours(hours)).Duration() < TimeSpan.FromMinutes(5);
    }
}
