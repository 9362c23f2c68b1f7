using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

/// <summary>Plays the campaign's actor: decides, makes durable at once, and hands back what would be sent.</summary>
internal sealed class CampaignDriver
{
    private readonly CampaignLogic _logic;

    public CampaignDriver(CampaignSpec spec, DispatchSettings? settings = null)
    {
        Spec = spec;
        _logic = new CampaignLogic(settings ?? new DispatchSettings());
        Send(Specs.Submit(spec));
    }

    public CampaignSpec Spec { get; }

    public CampaignState State { get; private set; } = CampaignState.Initial;

    public CampaignFacts Facts => State.Facts!;

    public TimeSpan Now { get; set; }

    public List<ICampaignEvent> Journal { get; } = [];

    /// <summary>The messages a command is answered with.</summary>
    public IReadOnlyList<object> Send(object command)
    {
        var decision = _logic.Decide(State, command, Now);
        State = decision.State;
        foreach (var happened in decision.Events)
        {
            State = State.Apply(happened);
            Journal.Add(happened);
        }
        CampaignInvariants.Check(State);
        if (decision.Effects is [CampaignEffect.Extend(var submit)]) return Send(Specs.Extended(submit));
        return [.. decision.Effects.OfType<CampaignEffect.Reply>().Select(reply => reply.Message)];
    }

    /// <summary>What a pull gets.</summary>
    public IReadOnlyList<Assignment> Pull(string node, int slots, int free, params HeldAttempt[] held) =>
        Send(new CampaignInternals.Offer(
                new CoordinatorCommands.Pull(new NodeId(node), slots, free, held), 0, MayAssign: true, MayCopy: true))
            .OfType<TrainerCommands.Assign>().SelectMany(assign => assign.Items).ToList();

    public HeldAttempt Held(Assignment assignment, AttemptPhase phase = AttemptPhase.Running, int epochs = 1) =>
        new(CampaignId.Of(Spec), assignment.Item, assignment.Attempt, phase, epochs);

    public IReadOnlyList<object> Finish(Assignment assignment, string node = "n1") =>
        Send(Specs.Result(Spec, assignment.Item.Value, assignment.Attempt, node));

    public IReadOnlyList<object> Fail(
        Assignment assignment, FailureKind kind = FailureKind.Threw, string node = "n1", string error = "bad") =>
        Send(new CoordinatorCommands.ItemFailed(
            CampaignId.Of(Spec), assignment.Item, assignment.Attempt, new NodeId(node), kind, error));

    public void Advance(int seconds)
    {
        for (var second = 0; second < seconds; second++) Sleep(1);
    }

    /// <summary>No tick for so long.</summary>
    public void Sleep(int seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        Send(new CampaignInternals.Tick());
    }

    public void Restart(params StoredSummary[] rows)
    {
        State = State.Restarted();
        Send(new CampaignInternals.Recovered(new LastWrite(rows, null)));
    }
}
