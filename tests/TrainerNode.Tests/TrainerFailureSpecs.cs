using Akka.Actor;
using Akka.TestKit.Xunit;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode.Tests;

/// <summary>A trainer in one of whose handlers something throws: here its clock, now and then.</summary>
public sealed class TrainerFailureSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly CampaignId Campaign = new("c");
    private static readonly CampaignWork Work = new(Campaign, [new TaskSpec("iris")], TaskContents.Of("abc"), NumericsVersion.Current, [0.5]);
    private readonly ManualResetEventSlim _gate = new();
    private readonly BreakingTime _time = new();

    protected override void AfterAll()
    {
        _gate.Set();
        base.AfterAll();
    }

    [Fact]
    public void Should_keep_what_it_computes_holds_and_has_computed()
    {
        var computation = Gated(2);
        var trainer = Start(computation);
        trainer.Tell(Assign(1));
        FishForMessage<CoordinatorCommands.ResultReady>(_ => true); // which nobody acknowledges
        trainer.Tell(Assign(2, 3));

        _time.Break();
        EventFilter.Exception<BrokenClockException>().ExpectOne(Patience, () => trainer.Tell(new TrainerInternals.CoordinatorChanged()));

        var held = FishForMessage<CoordinatorCommands.Pull>(pull => pull.Held.Count == 3).Held;
        Assert.Equal(
            [(2L, AttemptPhase.Running), (3L, AttemptPhase.Queued), (1L, AttemptPhase.Finished)],
            held.Select(attempt => (attempt.Item.Value, attempt.Phase)));
        FishForMessage<CoordinatorCommands.ResultReady>(result => result.Item.Value == 1); // told again
        _gate.Set();
        FishForMessage<CoordinatorCommands.ResultReady>(result => result.Item.Value == 3);
        Assert.All(computation.Runs.Values, runs => Assert.Equal(1, runs));
    }

    /// <summary>The message that says so is gone, with the handler that threw.</summary>
    [Fact]
    public void Should_hand_in_what_was_finished_while_it_failed()
    {
        var trainer = Start(Gated(1));
        trainer.Tell(Assign(1));
        FishForMessage<CoordinatorCommands.Pull>(pull => pull.Held.Count == 1);
        _time.Break();
        EventFilter.Exception<BrokenClockException>().ExpectOne(Patience, () => _gate.Set());

        FishForMessage<CoordinatorCommands.ResultReady>(result => result.Item.Value == 1);
        FishForMessage<CoordinatorCommands.Pull>(pull => pull.Free == 1);
    }

    /// <summary>What an item that was given up leaves behind says nothing about the next one in its slot.</summary>
    [Fact]
    public void Should_not_take_the_end_of_a_job_that_was_given_up_for_that_of_the_next()
    {
        var trainer = Start(Gated(2));
        trainer.Tell(Assign(2));
        FishForMessage<CoordinatorCommands.Pull>(pull => pull.Held.Count == 1);
        var old = new SlotJob(Work, Item(1));

        trainer.Tell(new TrainerInternals.SlotFinished(old));

        Assert.Equal(2, Assert.Single(FishForMessage<CoordinatorCommands.Pull>(_ => true).Held).Item.Value);
        _gate.Set();
        FishForMessage<CoordinatorCommands.ResultReady>(result => result.Item.Value == 2);
    }

    [Fact]
    public void Should_answer_everybody_who_wants_it_drained_and_when_it_ends_before()
    {
        var trainer = Start(Gated(1));
        trainer.Tell(Assign(1));
        var (first, second) = (CreateTestProbe(), CreateTestProbe());
        trainer.Tell(new TrainerCommands.Drain(GiveBackRunning: false), first);
        trainer.Tell(new TrainerCommands.Drain(GiveBackRunning: true), second);
        first.ExpectMsg<TrainerCommands.Drained>(Patience);
        second.ExpectMsg<TrainerCommands.Drained>(Patience);

        var coordinator = CreateTestProbe(); // which hears this trainer alone
        var stopped = Start(Gated(1), coordinator);
        stopped.Tell(Assign(1));
        stopped.Tell(new TrainerCommands.Drain(GiveBackRunning: false), first);
        coordinator.FishForMessage(message => message is CoordinatorCommands.Pull { Slots: 0 }, Patience);
        Sys.Stop(stopped);
        first.ExpectMsg<Status.Failure>(Patience);
    }

    private FakeComputation Gated(ulong seed) => new()
    {
        Before = (item, stop) =>
        {
            if (item.Seed == seed) _gate.Wait(stop);
        },
    };

    private IActorRef Start(IItemComputation computation, IActorRef? coordinator = null) => Sys.ActorOf(TrainerActor.Props(
        new TrainerSettings { Node = new NodeId("here"), Slots = 1, Computation = computation, Time = _time },
        coordinator ?? TestActor));

    private T FishForMessage<T>(Predicate<T> isWanted) =>
        (T)FishForMessage(message => message is T wanted && isWanted(wanted), Patience);

    private static TrainerCommands.Assign Assign(params long[] items) => new(Work, [.. items.Select(Item)]);

    private static Assignment Item(long item) => new(
        new ItemIndex(item),
        new AttemptId(item),
        new PairGroupSpec(Specs.Campaign("c").Architectures[0], 2, 0, new Perturbation(2, 1e-8), 20, (ulong)item));

    private sealed class BrokenClockException : Exception;

    /// <summary>Throws at the next reading by the actor; a slot's thread is left alone.</summary>
    private sealed class BreakingTime : TimeProvider
    {
        private int _breaks;

        public void Break() => Volatile.Write(ref _breaks, 1);

        public override long GetTimestamp() =>
            Thread.CurrentThread.Name?.StartsWith("slot-", StringComparison.Ordinal) != true && Interlocked.Exchange(ref _breaks, 0) == 1
                ? throw new BrokenClockException()
                : base.GetTimestamp();
    }
}
