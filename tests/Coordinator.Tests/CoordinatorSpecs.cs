using Akka.Actor;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests;

/// <summary>The coordinator's and the campaigns' actors with a real journal and real tables, both SQLite.</summary>
public sealed class CoordinatorSpecs : StoreSpecs
{
    [Fact]
    public void Should_run_a_campaign_and_tell_its_subscribers_and_go_on_after_a_restart()
    {
        var spec = Specs.Campaign(rates: 1, seeds: 3);
        var coordinator = Coordinator();
        Assert.False(Submit(coordinator, spec).Existing);
        coordinator.Tell(new CampaignCommands.Subscribe(CampaignId.Of(spec)), TestActor);
        var first = Pull(coordinator, "t1", slots: 2);
        Assert.Equal(2, first.Count);
        Finish(coordinator, spec, first[0]);

        Stop(coordinator);
        coordinator = Coordinator();
        // What the trainer still holds is its own again; the one that is done is not given out any more.
        coordinator.Tell(new CampaignCommands.Subscribe(CampaignId.Of(spec)), TestActor);
        AwaitAssert(() => Assert.Equal(1, Status(coordinator, spec).Done), Patience);
        Finish(coordinator, spec, first[1]);
        Finish(coordinator, spec, Assert.Single(Pull(coordinator, "t1", slots: 1)));

        var settled = FishForMessage<CampaignNotices.CampaignSettled>(_ => true, Patience);
        Assert.Equal((CampaignPhase.Completed, 3), (settled.Status.Phase, settled.Status.Done));
        Assert.Equal(3, ResultsStore.OpenRead(Database.Database).Read(CampaignId.Of(spec)).Count());
    }

    [Fact]
    public void Should_acknowledge_a_result_only_when_it_is_in_journal_and_table()
    {
        var spec = Specs.Campaign(rates: 1, seeds: 1);
        var coordinator = Coordinator();
        Submit(coordinator, spec);
        Finish(coordinator, spec, Assert.Single(Pull(coordinator, "t1", slots: 1)));

        Assert.Equal("1", Assert.Single(Database.Query("SELECT COUNT(*) FROM results")));
        Assert.NotEqual("0", Assert.Single(Database.Query("SELECT COUNT(*) FROM journal WHERE manifest = 'completed'")));
    }

    [Fact]
    public void Should_answer_every_question_also_when_the_store_fails_under_it()
    {
        var spec = Specs.Campaign(rates: 1, seeds: 3);
        var coordinator = Coordinator();
        Submit(coordinator, spec);
        Database.Execute("ALTER TABLE results RENAME TO elsewhere");
        var given = Pull(coordinator, "t1", slots: 1);
        coordinator.Tell(Specs.Result(spec, given[0].Item.Value, given[0].Attempt, "t1"));
        var id = CampaignId.Of(spec);
        for (var n = 0; n < 100; n++)
        {
            coordinator.Tell(new CampaignQueries.GetStatus(id));
            coordinator.Tell(new CampaignCommands.Pause(id));
        }

        var answers = ReceiveN(200, Patience);

        Assert.All(answers, answer => Assert.True(
            answer is CampaignStatus or CampaignReplies.Accepted or CampaignReplies.Refused { Kind: RefusalKind.StorageFailed }, $"{answer}"));
        Assert.Contains(answers, answer => answer is CampaignReplies.Refused);
        var refused = Ask<CampaignReplies.Refused>(coordinator, new CampaignQueries.GetStatus(id));
        Assert.Contains("results", refused.Reason);
        // Mended, a submission continues it.
        Database.Execute("ALTER TABLE elsewhere RENAME TO results");
        Assert.True(Submit(coordinator, spec).Existing);
    }

    [Fact]
    public void Should_start_a_campaign_again_whose_store_failed_where_nobody_waits_for_it()
    {
        var spec = Specs.Campaign(rates: 1, seeds: 2);
        var coordinator = Coordinator(new CoordinatorSettings { Database = Database.Database, ReopenBroken = true });
        Submit(coordinator, spec);
        var given = Assert.Single(Pull(coordinator, "t1", slots: 1));
        Database.Execute("ALTER TABLE results RENAME TO elsewhere");
        coordinator.Tell(Specs.Result(spec, given.Item.Value, given.Attempt, "t1"));
        AwaitAssert(() => Ask<CampaignReplies.Refused>(coordinator, new CampaignQueries.GetStatus(CampaignId.Of(spec))), Patience);
        Database.Execute("ALTER TABLE elsewhere RENAME TO results");

        AwaitAssert(() => Status(coordinator, spec), Patience);
        Finish(coordinator, spec, given);
        Assert.Equal(1, Status(coordinator, spec).Done);
    }

    [Fact]
    public void Should_discard_what_an_excluded_node_computed_and_believe_it_again_afterwards()
    {
        var spec = Specs.Campaign(rates: 1, seeds: 2);
        var coordinator = Coordinator();
        Submit(coordinator, spec);
        Finish(coordinator, spec, Assert.Single(Pull(coordinator, "bad", slots: 1)), "bad");
        Finish(coordinator, spec, Assert.Single(Pull(coordinator, "good", slots: 1)), "good");

        Assert.True(Ask<NodeReplies.Accepted>(coordinator, new NodeCommands.Exclude(new NodeId("bad"))).AtWork);
        AwaitAssert(() => Assert.Equal(1, Status(coordinator, spec).Done), Patience);
        AwaitAssert(() => Assert.Equal("good", Assert.Single(Database.Query("SELECT node FROM results"))), Patience);
        Assert.Equal(
            ["bad"], Ask<CampaignQueries.CampaignList>(coordinator, new CampaignQueries.ListCampaigns()).Excluded.Select(node => node.Value));
        AwaitAssert(() => Ask<NodeReplies.Accepted>(coordinator, new NodeCommands.Include(new NodeId("bad"))), Patience);
        Finish(coordinator, spec, Assert.Single(Pull(coordinator, "bad", slots: 1)), "bad");
        Assert.Equal(CampaignPhase.Completed, Status(coordinator, spec).Phase);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_continue_a_campaign_that_was_ended_or_paused_when_it_is_submitted_again(bool ended)
    {
        var spec = Specs.Campaign(rates: 1, seeds: 2);
        var coordinator = Coordinator();
        Submit(coordinator, spec);
        Ask<CampaignReplies.Accepted>(
            coordinator, ended ? new CampaignCommands.Cancel(CampaignId.Of(spec)) : new CampaignCommands.Pause(CampaignId.Of(spec)));
        Assert.NotEqual(CampaignPhase.Running, Status(coordinator, spec).Phase);

        Assert.True(Submit(coordinator, spec).Existing);

        Assert.Equal(CampaignPhase.Running, Status(coordinator, spec).Phase);
        Assert.NotEmpty(Pull(coordinator, "t1", slots: 1));
    }

    [Fact]
    public void Should_continue_a_campaign_whose_pause_is_still_being_written()
    {
        var spec = Specs.Campaign(rates: 1, seeds: 2);
        var coordinator = Coordinator();
        Submit(coordinator, spec);
        coordinator.Tell(new CampaignCommands.Pause(CampaignId.Of(spec)));
        coordinator.Tell(Specs.Submit(spec));
        Assert.All(ReceiveN(2, Patience), answer => Assert.IsType<CampaignReplies.Accepted>(answer));
        Assert.Equal(CampaignPhase.Running, Status(coordinator, spec).Phase);
    }

    [Fact]
    public void Should_say_in_what_a_submission_differs()
    {
        var spec = Specs.Campaign(rates: 2, seeds: 2);
        var coordinator = Coordinator();
        Submit(coordinator, spec);
        var refused = Ask<CampaignReplies.Refused>(coordinator, Specs.Submit(spec with { Seeds = 5, LearningRates = [0.5, 3] }));
        Assert.Equal(RefusalKind.DifferentSpec, refused.Kind);
        Assert.Contains("seeds (2 there, 5 here)", refused.Reason);
        Assert.Contains("learningRates (1, 2 there, 0.5, 3 here)", refused.Reason);
        Assert.DoesNotContain("epochs", refused.Reason);
    }

    [Fact]
    public void Should_answer_who_asks_while_it_finds_out_that_it_cannot_begin()
    {
        var store = ResultsStore.Open(Database.Database);
        Database.Execute("ALTER TABLE campaigns RENAME TO elsewhere");
        var coordinator = Sys.ActorOf(Props.Create(() => new CoordinatorActor(
            store, new CoordinatorSettings { Database = Database.Database })));
        coordinator.Tell(new CampaignQueries.ListCampaigns());
        Assert.IsType<NodeReplies.Refused>(ExpectMsg<object>(Patience));
        Stop(coordinator);
    }

    private IActorRef Coordinator(CoordinatorSettings? settings = null)
    {
        var store = ResultsStore.Open(Database.Database);
        return Sys.ActorOf(Props.Create(() => new CoordinatorActor(
            store, settings ?? new CoordinatorSettings { Database = Database.Database })));
    }

    private void Stop(IActorRef coordinator)
    {
        Watch(coordinator);
        Sys.Stop(coordinator);
        ExpectTerminated(coordinator, Patience);
        Unwatch(coordinator);
    }

    private CampaignReplies.Accepted Submit(IActorRef coordinator, CampaignSpec spec) =>
        Ask<CampaignReplies.Accepted>(coordinator, Specs.Submit(spec));

    private CampaignStatus Status(IActorRef coordinator, CampaignSpec spec) =>
        Ask<CampaignStatus>(coordinator, new CampaignQueries.GetStatus(CampaignId.Of(spec)));

    // The coordinator hears that a campaign has items after the campaign's owner does.
    private IReadOnlyList<Assignment> Pull(IActorRef coordinator, string node, int slots)
    {
        IReadOnlyList<Assignment> items = [];
        var pull = new CoordinatorCommands.Pull(new NodeId(node), slots, slots, []);
        AwaitAssert(() => Assert.NotEmpty(items = Ask<TrainerCommands.Assign>(coordinator, pull).Items), Patience);
        return items;
    }

    private void Finish(IActorRef coordinator, CampaignSpec spec, Assignment given, string node = "t1") =>
        Ask<TrainerCommands.ResultAcknowledged>(coordinator, Specs.Result(spec, given.Item.Value, given.Attempt, node));

    private static T Ask<T>(IActorRef coordinator, object question)
    {
        var answer = coordinator.Ask<object>(question, Patience).GetAwaiter().GetResult();
        return Assert.IsType<T>(answer);
    }
}
