using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.TestKit;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Coordinator.Telemetry;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Campaigns;

/// <summary>One campaign's actor, with the test as its coordinator.</summary>
public sealed class CampaignSpecs : StoreSpecs
{
    private static readonly CampaignSpec Spec = Specs.Campaign(rates: 1, seeds: 3);

    // Its new rate is before the one that was there: every item moves.
    private static readonly CampaignSpec Larger = Spec with { LearningRates = [0.5, 1] };
    private readonly CoordinatorSettings _settings;
    private readonly CoordinatorTelemetry _telemetry;
    private readonly StoreThreads _threads = new();
    private TestProbe _coordinator;
    private long _questions;

    public CampaignSpecs()
    {
        _settings = new CoordinatorSettings { Database = Database.Database, SnapshotEvery = 2 };
        _telemetry = new CoordinatorTelemetry(_settings);
        _coordinator = CreateTestProbe();
    }

    [Fact]
    public void Should_say_that_a_question_is_answered()
    {
        var campaign = Start();
        Assert.False(Ask<CampaignReplies.Accepted>(campaign, Specs.Submit(Spec)).Existing);
        Assert.Null(Fish<CampaignInternals.StatusChanged>().Settled);
        Assert.Equal(1, Fish<CampaignInternals.Answered>().Number);
        Assert.Equal(3, Ask<CampaignStatus>(campaign, new CampaignQueries.GetStatus(CampaignId.Of(Spec))).Items);
        Assert.Equal(2, Fish<CampaignInternals.Answered>().Number);
    }

    [Fact]
    public void Should_recover_from_snapshot_and_journal_what_it_was()
    {
        var campaign = Start();
        Ask<CampaignReplies.Accepted>(campaign, Specs.Submit(Spec));
        for (var n = 0; n < 3; n++) Finish(campaign, "t");
        var before = Status(campaign);
        AwaitAssert(() => Assert.NotEqual("0", Assert.Single(Database.Query("SELECT COUNT(*) FROM snapshot"))), Patience);
        Stop(campaign);

        campaign = Start();

        Assert.Equal(CampaignPhase.Completed, Fish<CampaignInternals.StatusChanged>(status => status.Settled is not null).Settled!.Phase);
        var after = Status(campaign);
        Assert.Equal((before.Phase, before.Done, before.Failed), (after.Phase, after.Done, after.Failed));
        Assert.Equal(before.Cells[0].MeanLambda, after.Cells[0].MeanLambda);
    }

    /// <summary>As after a crash between the two writes.</summary>
    [Fact]
    public void Should_adopt_rows_that_the_journal_does_not_know()
    {
        var campaign = Start();
        Ask<CampaignReplies.Accepted>(campaign, Specs.Submit(Spec));
        Stop(campaign);
        var store = ResultsStore.OpenRead(Database.Database);
        ResultsStore.Open(Database.Database).Write(new StoreBatch(
            Assert.Single(store.Campaigns()), [Specs.Result(Spec, 1, default)], [], ClearQuarantine: false, Journalled: 2), default);

        campaign = Start();
        AwaitAssert(() => Assert.Equal(1, Status(campaign).Done), Patience);
        Finish(campaign, "t");
        Finish(campaign, "t");
        Assert.Equal(CampaignPhase.Completed, Status(campaign).Phase);
    }

    [Fact]
    public void Should_extend_a_campaign_and_abandon_what_is_computed_for_the_grid_before()
    {
        var campaign = Start();
        Assert.Equal(0, Ask<CampaignReplies.Accepted>(campaign, Specs.Submit(Spec)).Here);
        Finish(campaign, "t");
        var before = Pull(campaign, "t");

        Assert.Equal(
            new CampaignReplies.Accepted(CampaignId.Of(Spec), Existing: true) { Here = 1 },
            Ask<CampaignReplies.Accepted>(campaign, Specs.Submit(Larger)));

        var status = Status(campaign);
        Assert.Equal((6, 1, 0), (status.Items, status.Done, status.InFlight));
        Assert.Equal(CampaignPhase.Running, status.Phase);
        Assert.Equal(
            [before.Attempt],
            Answer<TrainerCommands.Abandon>(campaign, Specs.Result(Spec, before.Item.Value, before.Attempt, "t")).Attempts);
        Assert.Equal(1, Status(campaign).Done);
        for (var n = 0; n < 5; n++) Finish(campaign, "t");
        Assert.Equal(CampaignPhase.Completed, Status(campaign).Phase);
        AssertStored();

        // The same once more changes nothing.
        Assert.Null(Ask<CampaignReplies.Accepted>(campaign, Specs.Submit(Larger)).Here);
        Assert.Equal("1", Assert.Single(Database.Query("SELECT COUNT(*) FROM journal WHERE manifest = 'extended'")));
        Stop(campaign);
        campaign = Start();
        Assert.Equal((6, 6), (Status(campaign).Items, Status(campaign).Done));
    }

    /// <summary>As after a crash when its rows were in their new places and the journal did not know.</summary>
    [Fact]
    public void Should_recover_to_the_grid_that_the_database_has()
    {
        var campaign = Start();
        Ask<CampaignReplies.Accepted>(campaign, Specs.Submit(Spec));
        Finish(campaign, "t");
        var before = Pull(campaign, "t");
        Stop(campaign);
        var stored = Assert.Single(ResultsStore.OpenRead(Database.Database).Campaigns()) with { Spec = Larger };
        var journalled = long.Parse(Assert.Single(Database.Query("SELECT MAX(sequence_number) FROM journal")), CultureInfo.InvariantCulture);
        ResultsStore.Open(Database.Database).Extend(stored, ImmutableHashSet<NodeId>.Empty, journalled);

        campaign = Start();

        AwaitAssert(() => Assert.Equal((6, 1), (Status(campaign).Items, Status(campaign).Done)), Patience);
        Answer<TrainerCommands.Abandon>(campaign, Specs.Result(Spec, before.Item.Value, before.Attempt, "t"));
        for (var n = 0; n < 5; n++) Finish(campaign, "t");
        Assert.Equal(CampaignPhase.Completed, Status(campaign).Phase);
        AssertStored();
        // Asked for again, as whoever got no answer does, it is there.
        Assert.True(Ask<CampaignReplies.Accepted>(campaign, Specs.Submit(Larger)).Existing);
        Assert.Equal((6, 6), (Status(campaign).Items, Status(campaign).Done));
    }

    [Fact]
    public void Should_discard_what_was_computed_by_who_is_excluded_and_say_when_that_is_over()
    {
        var campaign = Start();
        Ask<CampaignReplies.Accepted>(campaign, Specs.Submit(Spec));
        Finish(campaign, "bad");
        campaign.Tell(new CampaignInternals.ExclusionChanged([new NodeId("bad")]));

        Assert.Equal([new NodeId("bad")], Fish<CampaignInternals.ExclusionApplied>().Nodes);
        Assert.Equal(0, Status(campaign).Done);
        Assert.Equal("0", Assert.Single(Database.Query("SELECT COUNT(*) FROM results")));
        Assert.Equal("1", Assert.Single(Database.Query("SELECT COUNT(*) FROM journal WHERE manifest = 'discarded'")));
    }

    [Fact]
    public void Should_stop_and_say_why_when_the_journal_cannot_be_written()
    {
        var campaign = Start();
        Ask<CampaignReplies.Accepted>(campaign, Specs.Submit(Spec));
        Watch(campaign);
        Database.Execute("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no room'); END");
        campaign.Tell(new CampaignInternals.Question(++_questions, new CampaignCommands.Pause(CampaignId.Of(Spec))));

        Assert.Contains("no room", Fish<CampaignInternals.Broken>().Reason, StringComparison.Ordinal);
        ExpectTerminated(campaign, Patience);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _threads.Dispose();
        _telemetry.Dispose();
    }

    private IActorRef Start()
    {
        var store = ResultsStore.Open(Database.Database);
        _coordinator = CreateTestProbe();
        return _coordinator.ChildActorOf(Props.Create(() => new CampaignActor(
            CampaignId.Of(Spec), store, _threads, _settings, _telemetry, ImmutableHashSet<NodeId>.Empty)));
    }

    private void Stop(IActorRef campaign)
    {
        Watch(campaign);
        Sys.Stop(campaign);
        ExpectTerminated(campaign, Patience);
    }

    private CampaignStatus Status(IActorRef campaign) =>
        Ask<CampaignStatus>(campaign, new CampaignQueries.GetStatus(CampaignId.Of(Spec)));

    private Assignment Pull(IActorRef campaign, string node)
    {
        var pull = new CoordinatorCommands.Pull(new NodeId(node), 1, 1, []);
        return Assert.Single(Answer<TrainerCommands.Assign>(
            campaign, new CampaignInternals.Offer(pull, 0, MayAssign: true, MayCopy: false)).Items);
    }

    private void Finish(IActorRef campaign, string node)
    {
        var given = Pull(campaign, node);
        Answer<TrainerCommands.ResultAcknowledged>(
            campaign, Specs.Result(CampaignId.Of(Spec), given.Spec, given.Item.Value, given.Attempt, node));
    }

    // Every item of the larger grid, each with the series of its own content.
    private void AssertStored() => Assert.Equal(
        Enumerable.Range(0, 6).Select(item => Specs.Result(Larger, item, default).Digest),
        ResultsStore.OpenRead(Database.Database).Read(CampaignId.Of(Spec)).Select(row => row.Digest));

    private T Ask<T>(IActorRef campaign, ICampaignMessage question) =>
        Answer<T>(campaign, new CampaignInternals.Question(++_questions, question));

    private static T Answer<T>(IActorRef campaign, object message) =>
        Assert.IsType<T>(campaign.Ask<object>(message, Patience).GetAwaiter().GetResult());

    private T Fish<T>(Predicate<T>? which = null) => _coordinator.FishForMessage<T>(message => which?.Invoke(message) ?? true, Patience);
}
