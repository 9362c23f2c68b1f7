using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Tests.Dispatch;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Campaigns;

public sealed class ExclusionTests
{
    private readonly CampaignDriver _campaign = new(Specs.Campaign(rates: 2, seeds: 3));

    [Fact]
    public void Should_take_nothing_from_an_excluded_node_and_give_its_items_to_others()
    {
        var given = Assert.Single(_campaign.Pull("bad", 1, 1));
        Exclude("bad");

        Assert.Empty(_campaign.Pull("bad", 1, 1));
        var dropped = _campaign.Send(Offer("bad", _campaign.Held(given)));
        Assert.Equal([given.Attempt], Assert.IsType<TrainerCommands.Abandon>(dropped[0]).Attempts);
        Assert.IsType<TrainerCommands.Abandon>(Assert.Single(_campaign.Finish(given, "bad")));
        Assert.IsType<TrainerCommands.Abandon>(Assert.Single(_campaign.Fail(given, FailureKind.InputUnusable, "bad")));
        Assert.Equal((0L, CampaignPhase.Running), (_campaign.Facts.Done.Count, _campaign.Facts.Phase));
        Assert.Equal(given.Item, Assert.Single(_campaign.Pull("good", 1, 1)).Item);
        Assert.Equal([new LeftOutNode(new NodeId("bad"), "it is excluded")], Status().LeftOut);
        Assert.Equal(1, Status().Nodes);
    }

    [Fact]
    public void Should_open_a_finished_campaign_again_and_sum_up_what_is_left()
    {
        var spec = _campaign.Spec;
        var rows = new List<StoredSummary>();
        for (var n = 0; n < 6; n++)
        {
            var node = n is 0 or 2 ? "bad" : "good";
            var given = Assert.Single(_campaign.Pull(node, 1, 1));
            var result = Specs.Result(spec, given.Item.Value, given.Attempt, node, lambda: node == "bad" ? 100 : n);
            _campaign.Send(result);
            rows.Add(new StoredSummary(result.Item, result.Summary, result.Digest, 1, result.Node));
        }
        Assert.Equal(CampaignPhase.Completed, _campaign.Facts.Phase);
        Exclude("bad");
        _campaign.Send(Exclusion.Find(_campaign.Facts, _campaign.State.Dispatch.Excluded, rows));

        Assert.Equal((4L, CampaignPhase.Running), (_campaign.Facts.Done.Count, _campaign.Facts.Phase));
        // Items 0, 2 and 4 are of cell 0.
        Assert.Equal((1L, 4.0), (_campaign.Facts.Cells[0].Done, _campaign.Facts.Cells[0].MeanLambda));
        Assert.Equal((3L, 3.0), (_campaign.Facts.Cells[1].Done, _campaign.Facts.Cells[1].MeanLambda));
        var discarded = Assert.IsType<CampaignEvents.ItemsDiscarded>(_campaign.Journal[^1]);
        Assert.Equal([0L, 2L], discarded.Items.Select(item => item.Value));
        Assert.Equal([0L, 2L], _campaign.Pull("good", 2, 2).Select(given => given.Item.Value));
        // Journal and state agree.
        var replayed = _campaign.Journal.Aggregate(CampaignState.Initial, (state, e) => state.Apply(e)).Facts!;
        Assert.Equal(_campaign.Facts.Done.ToBytes(), replayed.Done.ToBytes());
        Assert.Equal(_campaign.Facts.Cells[0].ToString(), replayed.Cells[0].ToString());
    }

    [Fact]
    public void Should_forget_a_cell_of_which_nothing_is_left_and_rows_that_were_never_journalled()
    {
        var given = Assert.Single(_campaign.Pull("bad", 1, 1));
        _campaign.Finish(given, "bad");
        Exclude("bad");
        var found = Exclusion.Find(_campaign.Facts, _campaign.State.Dispatch.Excluded, [Row(0, "bad"), Row(3, "bad"), Row(4, "good")]);
        _campaign.Send(found);

        Assert.Equal([new NodeId("bad")], found.Nodes);
        Assert.Equal([new ItemIndex(0)], found.Items);
        Assert.Equal(0, _campaign.Facts.Done.Count);
        Assert.Empty(_campaign.Facts.Cells);
        _campaign.Restart(Row(3, "bad"), Row(4, "good")); // only the trusted one's is adopted
        Assert.Equal(1, _campaign.Facts.Done.Count);
        Assert.True(_campaign.Facts.Done.Contains(4));
    }

    [Fact]
    public void Should_give_nothing_to_a_trainer_of_another_numerics_version_and_say_so()
    {
        var offer = Offer("new") with { Pull = new CoordinatorCommands.Pull(new NodeId("new"), 2, 2, []) { NumericsVersion = 2 } };

        Assert.Empty(_campaign.Send(offer).OfType<TrainerCommands.Assign>().SelectMany(assign => assign.Items));
        Assert.Equal(
            "it computes numerics version 2, and the campaign follows 1", Assert.Single(Status().LeftOut).Reason);
        Assert.Equal((0, 0), (Status().Nodes, Status().Slots));
        Assert.Equal(2, _campaign.Pull("old", 2, 2).Count);
    }

    [Fact]
    public void Should_offer_a_trainer_it_leaves_out_to_other_campaigns()
    {
        var logic = new CampaignLogic(new());
        var pull = new CoordinatorCommands.Pull(new NodeId("new"), 2, 2, []) { NumericsVersion = 2 };
        var decision = logic.Decide(_campaign.State, new CampaignInternals.Offer(pull, 0, MayAssign: true, MayCopy: true), default);
        Assert.Equal(new CampaignEffect.PassOn(pull, 0), Assert.Single(decision.Effects));
    }

    private static StoredSummary Row(long item, string node)
    {
        var result = Specs.Result(Specs.Campaign(), item, default, node);
        return new StoredSummary(result.Item, result.Summary, result.Digest, 1, result.Node);
    }

    private static CampaignInternals.Offer Offer(string node, params HeldAttempt[] held) => new(
        new CoordinatorCommands.Pull(new NodeId(node), 1, 0, held), 0, MayAssign: true, MayCopy: true);

    private CampaignStatus Status() => StatusReport.Of(_campaign.Facts, _campaign.State.Dispatch, 0);

    private void Exclude(string node) => _campaign.Send(new CampaignInternals.ExclusionChanged([new NodeId(node)]));
}
