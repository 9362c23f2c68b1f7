using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>
/// Takes back what trainers no longer report. An item that was being computed when its trainer fell silent is suspected of
/// having killed it, and that counts as a failure; one that was waiting, or that had come through an epoch, is not: by then it has asked
/// of the machine all that it will ask for, and whoever killed the trainer did so from outside.
/// <para>
/// Ticks come every second. After a long pause between two of them it was this process that slept, and what trainers said
/// meanwhile is still to be read: their time begins anew.
/// </para>
/// </summary>
public static class Expiry
{
    /// <summary>Decides the passing of time.</summary>
    public static Decision Decide(DispatchSettings settings, CampaignFacts facts, CampaignState state, TimeSpan now)
    {
        if (state.Dispatch.Ticked is { } ticked && now - ticked >= settings.LeaseDuration / 2)
            return Decision.Of(state with { Dispatch = state.Dispatch.Renew(now, now + settings.LeaseDuration) });
        var silent = state.Dispatch.Nodes.Where(node => node.Value.LastSeen + settings.LeaseDuration <= now);
        var decision = Decision.Of(state with
        {
            Dispatch = state.Dispatch with
            {
                Nodes = state.Dispatch.Nodes.RemoveRange(silent.Select(node => node.Key)),
                Ticked = now,
            },
        });
        var expired = state.Dispatch.Items.Leases
            .Where(lease => lease.Deadline <= now)
            .OrderBy(lease => lease.Attempt.Value)
            .ToList();
        foreach (var lease in expired) decision = Expire(settings, facts, decision, lease);
        return decision;
    }

    private static Decision Expire(DispatchSettings settings, CampaignFacts facts, Decision decision, Lease lease)
    {
        var state = decision.State;
        if (state.Dispatch.Items.Find(lease.Attempt) is null) return decision; // went with another of its item
        state = state with { Dispatch = state.Dispatch with { ExpiredLeases = state.Dispatch.ExpiredLeases + 1 } };
        if (lease.Phase == AttemptPhase.Running && lease.Epochs <= lease.ContinuedFrom
            && state.Dispatch.Items[lease.Item] is ItemState.Held)
        {
            var failed = Outcomes.Fail(settings, facts, state, lease, FailureKind.TrainerLost,
                $"{lease.Node} was lost while computing this item.");
            return decision with { State = failed.State, Events = decision.Events.AddRange(failed.Events) };
        }
        return decision with
        {
            State = state with { Dispatch = state.Dispatch with { Items = state.Dispatch.Items.Release(lease) } },
        };
    }
}
