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
        var trial = new Trial(_cluster, output);
        var (asleep, awake) = await StartAsync(trial);
        await trial.ProgressAsync();

        var item = await trial.PauseInMidItemAsync(asleep);
        trial.Fault("SIGSTOP of a trainer in mid-item until it is put out");
        await Eventually.Async(() => trial.Nodes.GetValueOrDefault(item) == "t2", "t2 computes its item", _cluster.Explain);
        await awake.UpAmongAsync(2);
        asleep.Signal("CONT");

        await asleep.SaysAsync("Joining the cluster.");
        foreach (var node in new[] { asleep, awake }) await node.UpAmongAsync(3);
        await trial.SurviveAsync();
        Assert.Equal("t2", trial.Nodes[item]);
        Assert.False(asleep.HasEnded, asleep.ToString());
    }

    /// <summary>Killed as the kernel does it when memory is short, and started again as Kubernetes does it.</summary>
    [Fact]
    public async Task Should_quarantine_only_the_item_that_kills_its_trainer()
    {
        const long Limit = 500 << 20;
        string[] small = [.. Enumerable.Range(10, 16).Select(units => $"{units}-sigmoid")];
        var poisoned = Write("poisoned", ["6000-6000-sigmoid", .. small]);
        _cluster.Coordinator();
        await _cluster.AskAsync("submit", poisoned);
        var watch = _cluster.Start("watch", "watch", "poisoned", "--coordinator", _cluster.Address);

        var deaths = 0;
        while (!watch.HasEnded && deaths < 10)
        {
            var trainer = _cluster.Trainer("t1", "--slots", "2");
            await Eventually.Async(
                () => watch.HasEnded || trainer.Memory > Limit, "the poison works or is gone", _cluster.Explain, TimeSpan.FromMilliseconds(5));
            if (watch.HasEnded) continue;
            await trainer.KillAsync();
            deaths++;
        }

        Assert.True(await watch.EndAsync() == 3, _cluster.Explain());
        Assert.Equal(3, deaths);
        var failed = Assert.Single((await _cluster.StatusAsync("poisoned")).GetProperty("quarantined").EnumerateArray());
        Assert.Contains("t1 died while computing this item", failed.ToString());
        var undisturbed = await _cluster.UndisturbedAsync(Write("harmless", small), "harmless");
        Assert.Equal(undisturbed.Values, _cluster.Digests("poisoned").Values);
        Assert.Equal(small.Length, _cluster.Tables.Completions("poisoned"));
        output.WriteLine($"Survived {deaths} faults: {deaths} × SIGKILL of a trainer whenever one item takes too much memory");
    }

    private string Write(string name, string[] architectures)
    {
        File.WriteAllText(_cluster.File(name + ".yaml"), $$"""
            task: iris
            architectures: [{{string.Join(", ", architectures)}}]
            learningRates: [0.5]
            seeds: 1
            epochs: 10000
            perturbation: {count: 2, epsilon: 1e-8}
            """);
        return name + ".yaml";
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
