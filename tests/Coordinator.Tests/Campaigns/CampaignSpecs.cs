using System.Collections.Immutable;
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
        Assert.Equal(1, Fish<CampaignInternals.Answered>().Number);
        Assert.Null(Fish<CampaignInternals.StatusChanged>().Settled);
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

    private void Finish(IActorRef campaign, string node)
    {
        var pull = new CoordinatorCommands.Pull(new NodeId(node), 1, 1, []);
        var given = Assert.Single(Answer<TrainerCommands.Assign>(
            campaign, new CampaignInternals.Offer(pull, 0, MayAssign: true, MayCopy: false)).Items);
        Answer<TrainerCommands.ResultAcknowledged>(campaign, Specs.Result(Spec, given.Item.Value, given.Attempt, node));
    }

    private T Ask<T>(IActorRef campaign, ICampaignMessage question) =>
        Answer<T>(campaign, new CampaignInternals.Question(++_questions, question));

    private static T Answer<T>(IActorRef campaign, object message) =>
        Assert.IsType<T>(campaign.Ask<object>(message, Patience).GetAwaiter().GetResult());

    private T Fish<T>(Predicate<T>? which = null) => _coordinator.FishForMessage<T>(message => which?.Invoke(message) ?? true, Patience);
}
