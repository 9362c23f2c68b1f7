using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>What happens to trainers.</summary>
public sealed class TrainerFaults(ITestOutputHelper output) : IDisposable
{
    // A node takes half of it, and each copy of two hidden layers of 3000 units, of which there are three, a quarter, and as much again
    // for its gradient.
    private const long Limit = 320 << 20;
    private const string Poison = "3000-3000-sigmoid";
    private static readonly string[] Small = [.. Enumerable.Range(10, 16).Select(units => $"{units}-sigmoid")];

    // .NET would notice the limit, refuse such a network before it begins, or throw.
    private static readonly Place Unaware = new(Place.Loopback.Host, "env", "DOTNET_GCHeapHardLimit=0x100000000");

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

    /// <summary>More often than an item may fail, and each time before the item is a minute old.</summary>
    [Fact]
    public async Task Should_blame_no_item_for_what_is_done_to_its_trainer()
    {
        const int Kills = 4;
        File.WriteAllText(_cluster.File("long.yaml"), """
            task: iris
            architectures: [10-sigmoid]
            learningRates: [0.5]
            seeds: 1
            epochs: 300000
            perturbation: {count: 2, epsilon: 1e-8}
            """);
        _cluster.Coordinator();
        await _cluster.AskAsync("submit", "long.yaml");
        for (var kill = 1; kill <= Kills; kill++)
        {
            var trainer = _cluster.Trainer("t1", "--checkpoint-every", "1h");
            await Eventually.Async(
                async () => await trainer.MetricAsync("chaos_actors_trainer_replica_epochs_total") > 0,
                "the item runs", _cluster.Explain);
            await trainer.KillAsync();
            Assert.True(_cluster.Digests("long").Count == 0, "the item was over before its trainer could be killed");
        }
        _cluster.Trainer("t1");

        await _cluster.FinishedAsync("long");
        Assert.Equal((await _cluster.UndisturbedAsync("long.yaml", "long")).Values, _cluster.Digests("long").Values);
        output.WriteLine($"Survived {Kills} faults: {Kills} × SIGKILL of a trainer in the first minute of the same item");
    }

    /// <summary>Killed by the kernel because its memory is short, and started again as Kubernetes does it.</summary>
    [Fact]
    public async Task Should_quarantine_only_the_item_that_kills_its_trainer()
    {
        using var limit = new MemoryLimit(Limit);
        var poisoned = Write("poisoned", [Poison, .. Small]);
        _cluster.Coordinator();
        await _cluster.AskAsync("submit", poisoned);
        var watch = _cluster.Start("watch", "watch", "poisoned", "--server", _cluster.Servers);

        var deaths = 0;
        while (!watch.HasEnded && deaths < 10)
        {
            var trainer = _cluster.Trainer("t1", limit.At(Unaware), "--slots", "2", "--nice", "0");
            await Eventually.Async(
                () => watch.HasEnded || trainer.HasEnded, "the poison works or is gone", _cluster.Explain, TimeSpan.FromMilliseconds(20));
            if (trainer.HasEnded) deaths++;
        }

        Assert.True(await watch.EndAsync() == 3, _cluster.Explain());
        Assert.Equal(3, deaths);
        var failed = Assert.Single((await _cluster.StatusAsync("poisoned")).GetProperty("quarantined").EnumerateArray());
        Assert.Contains("The process of t1 was killed for want of memory while computing this item.", failed.ToString());
        var undisturbed = await _cluster.UndisturbedAsync(Write("harmless", Small), "harmless");
        Assert.Equal(undisturbed.Values, _cluster.Digests("poisoned").Values);
        Assert.Equal(Small.Length, _cluster.Tables.Completions("poisoned"));
        output.WriteLine($"Survived {deaths} faults: {deaths} × a trainer killed by the kernel because one item takes too much memory");
    }

    /// <summary>Trainer and coordinator are one process here: nobody is left to notice what killed it.</summary>
    [Fact]
    public async Task Should_quarantine_the_item_that_kills_the_process_of_a_run()
    {
        using var limit = new MemoryLimit(Limit);
        string[] run = ["run", Write("poisoned", [Poison, .. Small]), "--out", "poisoned", "--slots", "1"];
        var deaths = 0;
        Node last;
        do
        {
            last = _cluster.Start("run", limit.At(Unaware), run);
        }
        while (await last.EndAsync() == 137 && ++deaths < 10);

        Assert.True(await last.EndAsync() == 3, last.ToString());
        Assert.Equal(3, deaths);
        Assert.Contains("was killed for want of memory while computing this item", last.Log + last.Output, StringComparison.Ordinal);
        Assert.Equal(Small.Length, CampaignTables.InFile(_cluster.File("poisoned", "chaos.db")).Digests("poisoned").Count);
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
