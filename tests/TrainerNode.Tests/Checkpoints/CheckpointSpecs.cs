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

/// <summary>
/// Trainers that compute real items and are stopped in the middle, with the test as their coordinator. Alone, since "in the middle"
/// is seconds: other tests that keep the threads of the pool would let an item end before its trainer hears that it is to stop.
/// </summary>
[CollectionDefinition(nameof(CheckpointSpecs), DisableParallelization = true)]
[Collection(nameof(CheckpointSpecs))]
public sealed class CheckpointSpecs : TestKit
{
    private static readonly CampaignId Campaign = new("a campaign: with / in its name");
    private static readonly PreparedTask Iris = new(TaskReader.Read(new TaskSpec("iris"), DataDirectory.Default));

    private static readonly CampaignWork Work =
        new(Campaign, [new TaskSpec("iris")], TaskContents.Of(Iris.ContentHash), NumericsVersion.Current, [0.5]);

    // Epochs of an item that is not over before somebody asks or stops, on a loaded machine either.
    private const int Long = 150_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();

    protected override void AfterAll()
    {
        base.AfterAll();
        _folder.Dispose();
    }

    [Fact]
    public void Should_continue_a_long_item_after_a_restart_with_the_same_digest()
    {
        var spec = Spec(Long);
        var first = Start();
        first.Tell(Assign(1, spec));
        AwaitAssert(() => Assert.NotEmpty(Checkpoints()), Patience);
        Stop(first);
        var second = Start();
        second.Tell(Assign(2, spec)); // the same item as another attempt
        // Left alone it pulls once a second, and what is left of the item may take less.
        var asking = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(0, 10, second, new TrainerInternals.Tick(), ActorRefs.NoSender);
        Assert.Contains(
            FishForMessage<CoordinatorCommands.Pull>(pull => pull.Held.Any(held => held.ContinuedFrom > 0)).Held,
            held => held.Epochs >= held.ContinuedFrom);
        asking.Cancel();
        var result = FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        Assert.Equal(new PairGroup(Iris, spec).Run().Digest(), result.Digest);

        Assert.NotEmpty(Checkpoints());
        second.Tell(new TrainerCommands.ResultAcknowledged(Campaign, new ItemIndex(5), new AttemptId(2)));
        AwaitAssert(() => Assert.Empty(_folder.Checkpoints), Patience);
    }

    /// <summary>A trainer that is asked to stop loses nothing of a long item, whenever it was kept last.</summary>
    [Fact]
    public void Should_keep_where_an_item_stands_when_it_is_asked_to_stop()
    {
        var spec = Spec(Long);
        var first = Start(every: 1e9);
        first.Tell(Assign(1, spec));
        var asking = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(0, 10, first, new TrainerInternals.Tick(), ActorRefs.NoSender);
        FishForMessage<CoordinatorCommands.Pull>(pull => pull.Held.Any(held => held.Epochs > 0));
        asking.Cancel();
        Stop(first);
        Assert.Single(Checkpoints());

        var second = Start(every: 1e9);
        EventFilter.Info(contains: "continues from epoch").ExpectOne(Patience, () => second.Tell(Assign(2, spec)));
        var result = FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        Assert.Equal(new PairGroup(Iris, spec).Run().Digest(), result.Digest);
    }

    /// <summary>The machine is gone, its disk with it: the item goes on elsewhere all the same.</summary>
    [Fact]
    public void Should_go_on_with_what_another_trainer_began_where_they_share_a_folder()
    {
        var spec = Spec(Long);
        var shared = Path.Combine(_folder.Path, "shared");
        var first = Start(folder: Path.Combine(_folder.Path, "a"), shared: shared);
        first.Tell(Assign(1, spec));
        AwaitAssert(() => Assert.NotEmpty(Directory.GetFiles(shared, "*.checkpoint")), Patience);
        Stop(first);
        Directory.Delete(Path.Combine(_folder.Path, "a"), recursive: true);

        var second = Start(folder: Path.Combine(_folder.Path, "b"), shared: shared);
        EventFilter.Info(contains: "continues from epoch").ExpectOne(Patience, () => second.Tell(Assign(2, spec)));
        var result = FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        Assert.Equal(new PairGroup(Iris, spec).Run().Digest(), result.Digest);
        second.Tell(new TrainerCommands.ResultAcknowledged(Campaign, new ItemIndex(5), new AttemptId(2)));
        AwaitAssert(() => Assert.Empty(Directory.GetFiles(shared)), Patience);
    }

    [Fact]
    public void Should_not_keep_where_an_item_begins_however_long_its_first_epoch_takes()
    {
        var trainer = Start(every: 1, computation: new Beginning());
        trainer.Tell(Assign(1, Spec(20)));
        FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        Assert.Empty(_folder.Checkpoints);
    }

    [Fact]
    public void Should_start_over_when_the_checkpoint_is_of_no_use()
    {
        var spec = Spec(Long);
        var first = Start();
        first.Tell(Assign(1, spec));
        AwaitAssert(() => Assert.NotEmpty(Checkpoints()), Patience);
        Stop(first);
        var file = Assert.Single(Checkpoints());
        using (var stream = File.OpenWrite(file)) stream.SetLength(stream.Length / 2);

        var second = Start(every: 1e9);
        EventFilter.Warning(contains: "starts over").ExpectOne(Patience, () => second.Tell(Assign(2, spec)));
        var result = FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        Assert.Equal(new PairGroup(Iris, spec).Run().Digest(), result.Digest);
    }

    [Fact]
    public void Should_not_take_the_checkpoint_of_an_item_that_is_now_another()
    {
        var first = Start();
        first.Tell(Assign(1, Spec(Long)));
        AwaitAssert(() => Assert.NotEmpty(Checkpoints()), Patience);
        Stop(first);

        var other = Spec(Long) with { LearningRate = 0.25 };
        var second = Start(every: 1e9);
        EventFilter.Warning(contains: "another item").ExpectOne(Patience, () => second.Tell(Assign(2, other)));
        var result = FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        Assert.Equal(new PairGroup(Iris, other).Run().Digest(), result.Digest);
    }

    [Fact]
    public void Should_write_nothing_for_an_item_that_takes_less_than_the_interval()
    {
        var trainer = Start(every: 1000);
        trainer.Tell(Assign(1, Spec(500)));
        FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        Assert.Empty(_folder.Checkpoints);
    }

    [Fact]
    public void Should_go_on_without_checkpoints_and_say_so_once_when_none_can_be_written()
    {
        // A file where the folder should be refuses every write, as a full disk does.
        var blocked = Path.Combine(_folder.Path, "file");
        File.WriteAllText(blocked, "");
        var trainer = Start(folder: blocked);
        EventFilter.Warning(contains: "it goes on without").ExpectOne(Patience, () =>
        {
            trainer.Tell(Assign(1, Spec(2000)));
            FishForMessage<CoordinatorCommands.ResultReady>(_ => true);
        });
    }

    [Fact]
    public void Should_remove_the_checkpoint_of_an_item_nobody_wants_any_more()
    {
        var trainer = Start();
        trainer.Tell(Assign(1, Spec(1_000_000)));
        AwaitAssert(() => Assert.NotEmpty(Checkpoints()), Patience);
        trainer.Tell(new TrainerCommands.Abandon(Campaign, [new AttemptId(1)]));
        AwaitAssert(() => Assert.Empty(_folder.Checkpoints), Patience);
    }

    [Fact]
    public void Should_remove_leftovers_when_it_starts_and_nothing_younger()
    {
        var old = Path.Combine(_folder.Path, "0123-4.checkpoint");
        var partial = old + ".partial";
        var young = Path.Combine(_folder.Path, "0123-5.checkpoint");
        foreach (var path in new[] { old, partial, young }) File.WriteAllText(path, "x");
        foreach (var path in new[] { old, partial })
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime - CheckpointSettings.Lifetime - TimeSpan.FromMinutes(1));
        Start();
        FishForMessage<CoordinatorCommands.Pull>(_ => true);
        AwaitAssert(() => Assert.Equal([young], _folder.Checkpoints), Patience);
    }

    private string[] Checkpoints() => [.. _folder.Checkpoints.Where(path => path.EndsWith(".checkpoint", StringComparison.Ordinal))];

    private T FishForMessage<T>(Predicate<T> isWanted) =>
        (T)FishForMessage(message => message is T wanted && isWanted(wanted), Patience);

    // Drained, so that its slot is certain to write nothing any more.
    private void Stop(IActorRef trainer)
    {
        trainer.Tell(new TrainerCommands.Drain(GiveBackRunning: true), TestActor);
        FishForMessage<TrainerCommands.Drained>(_ => true);
        Sys.Stop(trainer);
    }

    private IActorRef Start(double every = 100, string? folder = null, IItemComputation? computation = null, string? shared = null)
    {
        var settings = new TrainerSettings
        {
            Node = new NodeId("here"),
            Slots = 1,
            Computation = computation ?? new PairGroupComputation((_, _) => Iris),
            Checkpoints = new CheckpointSettings(folder ?? _folder.Path, TimeSpan.FromSeconds(every)) { Shared = shared },
            Time = new SteppingTime(),
        };
        return Sys.ActorOf(TrainerActor.Props(settings, TestActor));
    }

    private static PairGroupSpec Spec(int epochs) => new(
        Specs.Campaign("c").Architectures[0], 0.5, 0, new Perturbation(2, 1e-8), epochs, 7);

    private static TrainerCommands.Assign Assign(long attempt, PairGroupSpec spec) =>
        new(Work, [new Assignment(new ItemIndex(5), new AttemptId(attempt), spec)]);

    // Gets no further than epoch 0, as far as checkpoints can tell.
    private sealed class Beginning : IItemComputation
    {
        public PairGroupSeries Compute(
            CampaignWork work, Assignment item, ItemProgress progress, CancellationToken cancellation)
        {
            progress.Reached(new PairGroup(Iris, item.Spec));
            return FakeComputation.Series(item.Spec);
        }
    }
}
