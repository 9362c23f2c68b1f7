using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;

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

    private CampaignState Submitted() => _logic.Decide(CampaignState.Initial, Specs.Submit(Specs.Campaign()), default)
        .Events.Aggregate(CampaignState.Initial, (before, happened) => before.Apply(happened));

    private static object Reply(Decision decision) =>
        Assert.IsType<CampaignEffect.Reply>(Assert.Single(decision.Effects)).Message;
}
