using Akka.Actor;
using Akka.TestKit.Xunit2;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;
using Chaos.Actors.TrainerNode.Checkpoints;

namespace Chaos.Actors.TrainerNode.Tests.Checkpoints;

/// <summary>What a trainer says of the items that ran when the process before it died. A copy of the folder stands for a death.</summary>
public sealed class RunningMarksSpecs : TestKit
{
    private static readonly CampaignId Campaign = new("c");
    private static readonly CampaignWork Work = new(Campaign, new TaskSpec("iris"), "abc", NumericsVersion.Current, [0.5]);
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

    [Fact]
    public void Should_accuse_what_was_running_once_and_only_behind_a_pull_that_holds_it()
    {
        DieWhileRunning(5);
        var next = Start(_died);
        var pull = ExpectMsg<CoordinatorCommands.Pull>();
        var held = Assert.Single(pull.Held);
        Assert.Equal((5L, 5L, AttemptPhase.Finished), (held.Item.Value, held.Attempt.Value, held.Phase));
        var failed = FishForMessage<CoordinatorCommands.ItemFailed>(_ => true);
        Assert.Equal((5L, 5L, FailureKind.TrainerLost), (failed.Item.Value, failed.Attempt.Value, failed.Kind));

        next.Tell(new TrainerCommands.ResultAcknowledged(Campaign, new ItemIndex(5), new AttemptId(5)));
        AwaitAssert(() => Assert.Empty(Directory.GetFiles(Marks(_died))), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Should_accuse_again_until_it_is_acknowledged()
    {
        DieWhileRunning(5);
        for (var life = 1; life <= 2; life++)
        {
            var next = Start(_died);
            Assert.Single(FishForMessage<CoordinatorCommands.Pull>(pull => pull.Held.Count > 0).Held);
            Stop(next);
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
        Assert.Empty(FirstPull(_died).Held);

        trainer.Tell(Assign(2));
        Assert.True(_running.Wait(TimeSpan.FromSeconds(20)));
        trainer.Tell(new TrainerCommands.Drain(GiveBackRunning: true), TestActor);
        FishForMessage<CoordinatorCommands.GiveBack>(_ => true);
        CopyFolder();
        Assert.Empty(FirstPull(_died).Held);
    }

    private CoordinatorCommands.Pull FirstPull(TemporaryFolder folder)
    {
        var probe = CreateTestProbe();
        Sys.ActorOf(Props.Create(() => new TrainerActor(Settings(folder), probe)));
        return probe.ExpectMsg<CoordinatorCommands.Pull>(TimeSpan.FromSeconds(20));
    }

    private void DieWhileRunning(long item)
    {
        var trainer = Start(_folder);
        ExpectMsg<CoordinatorCommands.Pull>();
        trainer.Tell(Assign(item));
        Assert.True(_running.Wait(TimeSpan.FromSeconds(20)));
        CopyFolder();
        Stop(trainer);
    }

    private void Stop(IActorRef trainer)
    {
        Watch(trainer);
        Sys.Stop(trainer);
        FishForMessage<Terminated>(_ => true);
    }

    private void CopyFolder()
    {
        Directory.CreateDirectory(Marks(_died));
        foreach (var file in Directory.GetFiles(Marks(_folder)))
            File.Copy(file, Path.Combine(Marks(_died), Path.GetFileName(file)), overwrite: true);
    }

    private static string Marks(TemporaryFolder folder) => Path.Combine(folder.Path, "running");

    private T FishForMessage<T>(Predicate<T> isWanted) =>
        (T)FishForMessage(message => message is T wanted && isWanted(wanted), TimeSpan.FromSeconds(20));

    private IActorRef Start(TemporaryFolder folder) =>
        Sys.ActorOf(Props.Create(() => new TrainerActor(Settings(folder), TestActor)));

    private TrainerSettings Settings(TemporaryFolder folder) => new()
    {
        Node = new NodeId("here"),
        Slots = 1,
        Checkpoints = new CheckpointSettings(folder.Path, CheckpointSettings.Usual),
        Computation = new FakeComputation
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
}
