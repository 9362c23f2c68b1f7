using Akka.Actor;
using Akka.TestKit.Xunit;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode.Tests;

/// <summary>One trainer, with the test as its coordinator.</summary>
public sealed class TrainerActorSpecs : TestKit
{
    private static readonly CampaignId Campaign = new("c");
    private static readonly CampaignWork Work = new(Campaign, [new TaskSpec("iris")], TaskContents.Of("abc"), NumericsVersion.Current, [0.5]);
    private readonly ManualResetEventSlim _gate = new();

    protected override void AfterAll()
    {
        _gate.Set();
        base.AfterAll();
    }

    [Fact]
    public void Should_pull_at_once_and_again_when_a_slot_is_free()
    {
        var trainer = Start(new FakeComputation());
        var first = ExpectMsg<CoordinatorCommands.Pull>();
        Assert.Equal((1, 1, 0), (first.Slots, first.Free, first.Held.Count));
        trainer.Tell(Assign(1));
        ExpectMsg<CoordinatorCommands.ResultReady>();
        var second = ExpectMsg<CoordinatorCommands.Pull>();
        var held = Assert.Single(second.Held);
        Assert.Equal((AttemptPhase.Finished, 1L), (held.Phase, held.Attempt.Value));
    }

    [Fact]
    public void Should_hand_in_what_the_computation_gave()
    {
        var trainer = Start(new FakeComputation());
        trainer.Tell(Assign(1));
        var result = FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        var expected = FakeComputation.Series(Item(1).Spec);
        Assert.Equal(expected.Digest(), result.Digest);
        Assert.Equal(expected.Digest(), result.Series.Digest());
        Assert.Equal(expected.Accuracy[^1], result.Summary.FinalAccuracy);
        Assert.Equal(4, Assert.Single(result.Summary.TrainingTimes));
        Assert.True(double.IsFinite(result.Summary.Lambda));
        Assert.Equal((NumericsVersion.Current, "here"), (result.NumericsVersion, result.Node.Value));
    }

    [Fact]
    public void Should_keep_a_result_until_it_is_acknowledged()
    {
        var trainer = Start(new FakeComputation());
        trainer.Tell(Assign(1));
        FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        trainer.Tell(new TrainerInternals.CoordinatorChanged()); // sends everything again
        FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        trainer.Tell(new TrainerCommands.ResultAcknowledged(Campaign, new ItemIndex(1), new AttemptId(1)));
        trainer.Tell(new TrainerInternals.CoordinatorChanged());
        FishForMessage<CoordinatorCommands.Pull>(pull => pull.Held.Count == 0);
    }

    [Fact]
    public void Should_compute_an_assignment_once_however_often_it_arrives()
    {
        var computation = new FakeComputation();
        var trainer = Start(computation);
        trainer.Tell(Assign(1));
        trainer.Tell(Assign(1));
        FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        trainer.Tell(Assign(1, 2));
        FishForMessage<CoordinatorCommands.ResultReady>(result => result.Attempt.Value == 2);
        Assert.Equal(2, computation.Runs.Count);
        Assert.All(computation.Runs.Values, runs => Assert.Equal(1, runs));
    }

    [Theory]
    [InlineData(false, FailureKind.Threw, "InvalidOperationException: broken")]
    [InlineData(true, FailureKind.InputUnusable, "iris.csv: broken")]
    public void Should_report_what_a_computation_throws(bool data, FailureKind kind, string error)
    {
        var trainer = Start(new FakeComputation
        {
            Before = (_, _) => throw (data
                ? new TaskDataException("iris.csv: broken")
                : new InvalidOperationException("broken")),
        });
        trainer.Tell(Assign(1));
        var failed = FishForMessage<CoordinatorCommands.ItemFailed>(_ => true);
        Assert.Equal((kind, error), (failed.Kind, failed.Error));
    }

    [Fact]
    public void Should_tell_its_numerics_version_and_give_back_items_of_another()
    {
        var computation = new FakeComputation();
        var trainer = Start(computation);
        FishForMessage<CoordinatorCommands.Pull>(pull => pull.NumericsVersion == NumericsVersion.Current);
        trainer.Tell(new TrainerCommands.Assign(Work with { NumericsVersion = 999 }, [Item(1)]));
        var back = FishForMessage<CoordinatorCommands.GiveBack>(_ => true);
        Assert.Equal(Item(1).Item, Assert.Single(back.Items).Item);
        trainer.Tell(Assign(2));
        FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        Assert.Equal(Item(2).Spec, Assert.Single(computation.Runs).Key);
    }

    [Fact]
    public void Should_report_queued_and_running_items_and_their_epochs()
    {
        var trainer = Start(new FakeComputation { Before = (_, stop) => _gate.Wait(stop) });
        trainer.Tell(Assign(1, 2));
        var pull = FishForMessage<CoordinatorCommands.Pull>(p => p.Held.Count == 2);
        Assert.Equal([AttemptPhase.Running, AttemptPhase.Queued], pull.Held.Select(held => held.Phase));
        Assert.Equal(0, pull.Free);
    }

    [Fact]
    public void Should_drop_what_it_is_told_to_abandon_and_go_on_with_the_next()
    {
        var trainer = Start(new FakeComputation
        {
            Before = (item, stop) =>
            {
                if (item.Seed == 1) _gate.Wait(stop);
            },
        });
        trainer.Tell(Assign(1, 2, 3));
        trainer.Tell(new TrainerCommands.Abandon(Campaign, [new AttemptId(1), new AttemptId(2)]));
        var result = FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        Assert.Equal(3, result.Attempt.Value);
    }

    [Fact]
    public void Should_give_back_what_is_not_begun_and_finish_the_rest_when_it_drains()
    {
        var trainer = Start(new FakeComputation { Before = (_, stop) => _gate.Wait(stop) });
        trainer.Tell(Assign(1, 2, 3));
        trainer.Tell(new TrainerCommands.Drain(GiveBackRunning: false), TestActor);
        var back = FishForMessage<CoordinatorCommands.GiveBack>(_ => true);
        Assert.Equal([2L, 3L], back.Items.Select(item => item.Attempt.Value));
        trainer.Tell(Assign(4)); // was on its way
        Assert.Equal(4, Assert.Single(FishForMessage<CoordinatorCommands.GiveBack>(_ => true).Items).Attempt.Value);
        FishForMessage<CoordinatorCommands.Pull>(pull => pull.Slots == 0 && pull.Held.Count == 1);
        _gate.Set();
        FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        trainer.Tell(new TrainerCommands.ResultAcknowledged(Campaign, new ItemIndex(1), new AttemptId(1)));
        FishForMessage<TrainerCommands.Drained>(_ => true);
    }

    [Fact]
    public void Should_give_back_running_items_too_when_there_is_no_time()
    {
        var trainer = Start(new FakeComputation { Before = (_, stop) => _gate.Wait(stop) });
        trainer.Tell(Assign(1, 2));
        trainer.Tell(new TrainerCommands.Drain(GiveBackRunning: true), TestActor);
        Assert.Equal([1L, 2L], FishForMessage<CoordinatorCommands.GiveBack>(_ => true)
            .Items.Select(item => item.Attempt.Value).Order());
        FishForMessage<TrainerCommands.Drained>(_ => true);
    }

    private T FishForMessage<T>(Predicate<T> isWanted) =>
        (T)FishForMessage(message => message is T wanted && isWanted(wanted), TimeSpan.FromSeconds(20));

    private IActorRef Start(IItemComputation computation)
    {
        var settings = new TrainerSettings { Node = new NodeId("here"), Slots = 1, Computation = computation };
        return Sys.ActorOf(TrainerActor.Props(settings, TestActor));
    }

    private static TrainerCommands.Assign Assign(params long[] items) => new(Work, [.. items.Select(Item)]);

    private static Assignment Item(long item) => new(
        new ItemIndex(item),
        new AttemptId(item),
        new PairGroupSpec(
            Specs.Campaign("c").Architectures[0], 2, 0, new Perturbation(2, 1e-8), 20, (ulong)item));
}
