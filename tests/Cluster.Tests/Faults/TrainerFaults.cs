using Chaos.Actors.Cluster.Tests.Nodes;
using Xunit.Abstractions;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>What happens to trainers.</summary>
public sealed class TrainerFaults(ITestOutputHelper output) : IDisposable
{
    private readonly Playground _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Should_compute_elsewhere_what_a_killed_trainer_was_computing()
    {
        var trial = new Trial(_cluster, output);
        var (t1, t2) = await StartAsync(trial);

        var first = await trial.KillInMidItemAsync(t1);
        await trial.ProgressAsync();
        var second = await trial.KillInMidItemAsync(t2);
        _cluster.Trainer("t3");

        await trial.SurviveAsync();
        Assert.NotEqual("t1", trial.Nodes[first]);
        Assert.Equal("t3", trial.Nodes[second]);
    }

    [Fact]
    public async Task Should_go_on_when_trainers_are_asked_to_stop()
    {
        var trial = new Trial(_cluster, output);
        var (t1, t2) = await StartAsync(trial);

        foreach (var leaving in new[] { t1, t2 })
        {
            await trial.ProgressAsync();
            trial.Fault("SIGTERM of a trainer");
            Assert.True(await leaving.TerminateAsync() == 0, leaving.ToString());
            Assert.Contains("Drained: every item is finished and acknowledged.", leaving.Log);
            if (leaving == t1) _cluster.Trainer("t3");
        }

        await trial.SurviveAsync();
    }

    /// <summary>Asleep for longer than its leases and than the failure detector waits; then it speaks up with an old result.</summary>
    [Fact]
    public async Task Should_not_be_harmed_by_a_trainer_that_wakes_up()
    {
        var trial = new Trial(_cluster, output, Trial.Long);
        var (asleep, _) = await StartAsync(trial);
        await trial.ProgressAsync();

        var item = await trial.PauseInMidItemAsync(asleep);
        trial.Fault("SIGSTOP of a trainer in mid-item until it is put out");
        await Eventually.Async(() => trial.Nodes.GetValueOrDefault(item) == "t2", "t2 computes its item", _cluster.Explain);
        await Eventually.Async(
            async () => (await _cluster.HealthAsync("ready")).Body.Contains("cluster of 2", StringComparison.Ordinal),
            "it is put out of the cluster", _cluster.Explain);
        asleep.Signal("CONT");

        await asleep.SaysAsync("Joining the cluster.");
        await Eventually.Async(
            async () => (await _cluster.HealthAsync("ready")).Body.Contains("cluster of 3", StringComparison.Ordinal),
            "it is back", _cluster.Explain);
        await trial.SurviveAsync();
        Assert.Equal("t2", trial.Nodes[item]);
        Assert.False(asleep.HasEnded, asleep.ToString());
    }

    private async Task<(Node T1, Node T2)> StartAsync(Trial trial)
    {
        _cluster.Coordinator();
        var (t1, t2) = (_cluster.Trainer("t1"), _cluster.Trainer("t2"));
        foreach (var trainer in new[] { t1, t2 }) await trainer.SaysAsync("This node is up");
        await trial.SubmitAsync();
        return (t1, t2);
    }
}
