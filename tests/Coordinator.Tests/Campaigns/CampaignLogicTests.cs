using System.Collections.Immutable;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Campaigns;

public sealed class CampaignLogicTests
{
    private static readonly CampaignId Id = CampaignId.Of(Specs.Campaign());
    private readonly CampaignLogic _logic = new(new DispatchSettings());

    // Found by SimulationTests, seed 1083248: resumed while the pause was still being written, it stayed paused for ever.
    [Fact]
    public void Should_do_what_the_owner_wanted_last_when_both_wishes_are_written_together()
    {
        Assert.Equal(CampaignPhase.Running, After(new CampaignCommands.Pause(Id), new CampaignCommands.Resume(Id)));
        Assert.Equal(CampaignPhase.Paused,
            After(new CampaignCommands.Pause(Id), new CampaignCommands.Resume(Id), new CampaignCommands.Pause(Id)));
        Assert.Equal(CampaignPhase.Running, After(new CampaignCommands.Cancel(Id), new CampaignCommands.Resume(Id)));
        Assert.Equal(CampaignPhase.Cancelled, After(new CampaignCommands.Resume(Id), new CampaignCommands.Cancel(Id)));
    }

    [Fact]
    public void Should_refuse_to_pause_what_is_over()
    {
        var state = Submitted().Apply(new CampaignEvents.CampaignCancelled());
        var refused = Assert.IsType<CampaignReplies.Refused>(Reply(_logic.Decide(state, new CampaignCommands.Pause(Id), default)));
        Assert.Equal(RefusalKind.WrongPhase, refused.Kind);
    }

    [Fact]
    public void Should_answer_a_second_submission_without_a_further_event()
    {
        var decision = _logic.Decide(Submitted(), Specs.Submit(Specs.Campaign()), default);
        Assert.Empty(decision.Events);
        Assert.Equal(new CampaignReplies.Accepted(Id, Existing: true), Reply(decision));
    }

    [Fact]
    public void Should_adopt_rows_that_are_there_and_not_journalled_when_it_opens()
    {
        var state = Submitted().Apply(Completed(0));
        // A trainer was faster: item 2 is on its way into the journal already.
        state = _logic.Decide(state, Specs.Result(Specs.Campaign(), 2, default), default).State;
        var rows = new[] { Row(0), Row(1), Row(2), Row(3) with { NumericsVersion = 2 } };
        var opened = _logic.Decide(state, new CampaignInternals.Recovered(new LastWrite(rows, null)), default);

        Assert.Equal(Completed(1), opened.Events[0]);
        Assert.Equal(new CampaignEvents.TermBegan(state.Facts!.Term + 1), opened.Events[1]);
        Assert.Equal(2, opened.Events.Length);
        Assert.Empty(opened.Effects); // nothing to store again
        var after = opened.Events.Aggregate(opened.State, (before, happened) => before.Apply(happened));
        Assert.Equal((2L, 9L), (after.Facts!.Done.Count, after.Dispatch.Items.Available));

        static CampaignEvents.ItemCompleted Completed(long item) =>
            new(new ItemIndex(item), Row(item).Node, Row(item).Summary, Row(item).Digest, TimeSpan.Zero);

        static StoredSummary Row(long item)
        {
            var result = Specs.Result(Specs.Campaign(), item, default);
            return new StoredSummary(result.Item, Summary, result.Digest, 1, result.Node);
        }
    }

    // One object: its list of training times is compared by reference.
    private static readonly ItemSummary Summary = new(0.1, 1e-8, 0.75, 0.75, [1, null], null);

    [Fact]
    public void Should_assign_nothing_while_too_much_waits_to_become_durable()
    {
        var logic = new CampaignLogic(new DispatchSettings { CommitBacklog = 2 });
        var spec = Specs.Campaign();
        var offer = new CampaignInternals.Offer(
            new CoordinatorCommands.Pull(new NodeId("n1"), 2, 2, []), 0, MayAssign: true, MayCopy: true);
        var one = logic.Decide(Submitted(), Specs.Result(spec, 0, default), default);
        Assert.Equal(2, Assigned(logic.Decide(one.State, offer, default)));
        var two = logic.Decide(one.State, Specs.Result(spec, 1, default), default);
        Assert.Equal(0, Assigned(logic.Decide(two.State, offer, default)));
        Assert.Equal(2, Assigned(logic.Decide(two.State.Apply(one.Events[0]), offer, default)));

        static int Assigned(Decision decision) => decision.Effects.OfType<CampaignEffect.Reply>()
            .Select(reply => reply.Message).OfType<TrainerCommands.Assign>().Sum(assign => assign.Items.Count);
    }

    private CampaignPhase After(params object[] commands)
    {
        var state = Submitted();
        var events = ImmutableArray.CreateBuilder<ICampaignEvent>();
        foreach (var command in commands)
        {
            var decision = _logic.Decide(state, command, default);
            state = decision.State;
            events.AddRange(decision.Events);
        }
        return events.Aggregate(state, (before, happened) => before.Apply(happened)).Facts!.Phase;
    }

    private CampaignState Submitted() => _logic.Decide(CampaignState.Initial, Specs.Extended(Specs.Submit(Specs.Campaign())), default)
        .Events.Aggregate(CampaignState.Initial, (before, happened) => before.Apply(happened));

    private static object Reply(Decision decision) =>
        Assert.IsType<CampaignEffect.Reply>(Assert.Single(decision.Effects)).Message;
}
