using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.TestKit.Xunit;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;
using Chaos.Actors.TrainerNode.Checkpoints;

namespace Chaos.Actors.TrainerNode.Tests.Checkpoints;

/// <summary>What a trainer says of the items that ran when the process before it died. A copy of the folder stands for a death.</summary>
public sealed class CrashMarkersSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly CampaignId Campaign = new("c");
    private static readonly PreparedTask Iris = new(TaskReader.Read(new TaskSpec("iris"), DataDirectory.Default));

    private static readonly CampaignWork Work =
        new(Campaign, [new TaskSpec("iris")], TaskContents.Of(Iris.ContentHash), NumericsVersion.Current, [0.5]);

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _died = new();
    private readonly ManualResetEventSlim _gate = new();
    private readonly ManualResetEventSlim _running = new();

    protected override void AfterAll()
    {
        _gate.Set();
        base.AfterAll();
        _folder.Dispose();
        _died.Dispose();
    }

    /// <summary>As kill -9 leaves it: nothing speaks against the item.</summary>
    [Fact]
    public void Should_give_back_what_was_running_until_that_has_arrived()
    {
        DieWhileRunning(5);
        var next = Start(_died);
        for (var told = 1; told <= 2; told++) // nobody has answered the first pull
        {
            var back = FishForMessage<CoordinatorCommands.GiveBack>(_ => true);
            Assert.Equal(new GivenBack(new ItemIndex(5), new AttemptId(5)), Assert.Single(back.Items));
            Assert.Empty(FishForMessage<CoordinatorCommands.Pull>(_ => true).Held);
        }
        next.Tell(TrainerCommands.Assign.Nothing);
        FishForMessage<CoordinatorCommands.Pull>(_ => true);
        next.Tell(new TrainerInternals.Tick());
        FishForMessage<CoordinatorCommands.Pull>(_ => true);
        next.Tell(new TrainerInternals.Tick());
        Assert.IsType<CoordinatorCommands.Pull>(ReceiveOne(Patience));
    }

    [Fact]
    public void Should_accuse_what_was_running_when_the_kernel_killed_for_want_of_memory()
    {
        DieWhileRunning(5);
        foreach (var file in Directory.GetFiles(Markers(_died)))
        {
            var record = JsonNode.Parse(File.ReadLines(file).First())!;
            record["Kills"] = record["Kills"]!.GetValue<long>() - 1; // one more since
            File.WriteAllText(file, record.ToJsonString() + "\n");
        }
        ExpectAccusation("was killed for want of memory while computing this item");
    }

    [Fact]
    public void Should_accuse_what_does_not_survive_its_first_epoch_in_ten_processes()
    {
        for (var death = 1; death < CrashMarkers.DeathsInFirstEpoch; death++)
        {
            DieWhileRunning(5);
            Assert.Empty(FirstPull(_died).Held);
            Restore();
        }
        DieWhileRunning(5);
        ExpectAccusation("died while computing this item's first epoch, as 9 processes before it");
    }

    [Fact]
    public void Should_not_count_deaths_of_an_item_that_gets_beyond_its_first_epoch()
    {
        for (var death = 1; death <= CrashMarkers.DeathsInFirstEpoch + 2; death++)
        {
            DieWhileRunning(5, new StopsInEpoch(3, _running));
            Assert.Empty(FirstPull(_died).Held);
            Restore();
        }
    }

    [Fact]
    public void Should_accuse_nothing_that_was_finished_or_asked_to_stop()
    {
        _gate.Set();
        var trainer = Start(_folder);
        trainer.Tell(Assign(1));
        FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        _gate.Reset();
        _running.Reset();
        CopyFolder();
        Assert.All(Directory.GetFiles(Markers(_died)), file => Assert.Equal("", File.ReadLines(file).First()));

        trainer.Tell(new TrainerCommands.ResultAcknowledged(Campaign, new ItemIndex(1), new AttemptId(1)));
        trainer.Tell(Assign(2));
        Assert.True(_running.Wait(Patience));
        trainer.Tell(new TrainerCommands.Drain(GiveBackRunning: true), TestActor);
        FishForMessage<TrainerCommands.Drained>(_ => true);
        Assert.Empty(Directory.GetFiles(Markers(_folder)));
    }

    private void ExpectAccusation(string words)
    {
        for (var life = 1; life <= 2; life++) // until it is acknowledged
        {
            var next = Start(_died);
            var held = Assert.Single(FishForMessage<CoordinatorCommands.Pull>(pull => pull.Held.Count > 0).Held);
            Assert.Equal((5L, 5L, AttemptPhase.Finished), (held.Item.Value, held.Attempt.Value, held.Phase));
            var failed = FishForMessage<CoordinatorCommands.ItemFailed>(_ => true);
            Assert.Equal(
                (5L, 5L, FailureKind.TrainerLost, $"The process of here {words}."),
                (failed.Item.Value, failed.Attempt.Value, failed.Kind, failed.Error));
            if (life == 2) next.Tell(new TrainerCommands.ResultAcknowledged(Campaign, new ItemIndex(5), new AttemptId(5)));
            else Stop(next);
        }
        AwaitAssert(() => Assert.Empty(Directory.GetFiles(Markers(_died))), Patience);
    }

    private CoordinatorCommands.Pull FirstPull(TemporaryFolder folder)
    {
        var probe = CreateTestProbe();
        var trainer = Sys.ActorOf(TrainerActor.Props(Settings(folder, null), probe));
        probe.ExpectMsg<CoordinatorCommands.GiveBack>(Patience);
        var pull = probe.ExpectMsg<CoordinatorCommands.Pull>(Patience);
        Stop(trainer);
        return pull;
    }

    private void DieWhileRunning(long item, IItemComputation? computation = null)
    {
        _running.Reset();
        var trainer = Start(_folder, computation);
        FishForMessage<CoordinatorCommands.Pull>(_ => true);
        trainer.Tell(Assign(item));
        Assert.True(_running.Wait(Patience));
        CopyFolder();
        Stop(trainer);
    }

    private void Stop(IActorRef trainer)
    {
        Watch(trainer);
        Sys.Stop(trainer);
        FishForMessage<Terminated>(_ => true);
    }

    private void CopyFolder() => Copy(_folder, _died);

    // The next process finds what the one that died has left.
    private void Restore()
    {
        Copy(_died, _folder);
        foreach (var file in Directory.GetFiles(Markers(_died))) File.Delete(file);
    }

    private static void Copy(TemporaryFolder from, TemporaryFolder to)
    {
        Directory.CreateDirectory(Markers(to));
        foreach (var file in Directory.GetFiles(Markers(from)))
            File.Copy(file, Path.Combine(Markers(to), Path.GetFileName(file)), overwrite: true);
    }

    private static string Markers(TemporaryFolder folder) => Path.Combine(folder.Path, "running");

    private T FishForMessage<T>(Predicate<T> isWanted) =>
        (T)FishForMessage(message => message is T wanted && isWanted(wanted), Patience);

    private IActorRef Start(TemporaryFolder folder, IItemComputation? computation = null) =>
        Sys.ActorOf(TrainerActor.Props(Settings(folder, computation), TestActor));

    private TrainerSettings Settings(TemporaryFolder folder, IItemComputation? computation) => new()
    {
        Node = new NodeId("here"),
        Slots = 1,
        Checkpoints = new CheckpointSettings(folder.Path, CheckpointSettings.Usual),
        Computation = computation ?? new FakeComputation
        {
            Before = (_, stop) =>
            {
                _running.Set();
                _gate.Wait(stop);
            },
        },
    };

    private static TrainerCommands.Assign Assign(long item) => new(Work,
    [
        new Assignment(new ItemIndex(item), new AttemptId(item), new PairGroupSpec(
            Specs.Campaign("c").Architectures[0], 2, 0, new Perturbation(2, 1e-8), 20, (ulong)item)),
    ]);

    // A real item that stands still in the middle.
    private sealed class StopsInEpoch(int epoch, ManualResetEventSlim running) : IItemComputation
    {
        public PairGroupSeries Compute(
            CampaignWork work, Assignment item, ItemProgress progress, CancellationToken cancellation)
        {
            var group = new PairGroup(Iris, item.Spec);
            return group.Run((t, _, _, _) =>
            {
                progress.Reached(group);
                if (t < epoch) return;
                running.Set();
                cancellation.WaitHandle.WaitOne(Patience);
            }, cancellation);
        }
    }
}
