using Chaos.Actors.Campaigns;
using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>
/// Answers a pull: renews the leases of what the trainer holds, tells it what to drop, and fills it up.
/// <para>
/// A trainer holds at most one item a slot plus the prefill. What it was given but does not report yet is on its way to it
/// and counts as held, so that two pulls in a row are not answered twice. Of other campaigns' items, those that are over in a
/// moment do not stand in the way: a campaign of tiny items, which keeps its trainers filled, would else keep out all others.
/// </para>
/// <para>
/// An attempt that is not in the table comes from before a restart of the coordinator, or its lease expired while the
/// trainer was out of reach. Its item's result is the same whoever computes it, so the attempt is taken back as long as
/// the item has no more than one other; the first result counts.
/// </para>
/// </summary>
public static class Assigning
{
    /// <summary>Decides an offer.</summary>
    public static Decision Decide(
        DispatchSettings settings, CampaignFacts facts, CampaignState state, CampaignInternals.Offer offer, TimeSpan now)
    {
        var pull = offer.Pull;
        var leftOut = WhyLeftOut(facts, state.Dispatch, pull);
        var dispatch = state.Dispatch with
        {
            Nodes = state.Dispatch.Nodes.SetItem(pull.Node, new TrainerNodeState(pull.Slots, now, leftOut)),
        };
        (dispatch, var abandoned) = Renew(settings, facts, dispatch, pull, now);

        var assign = TrainerCommands.Assign.Nothing;
        var room = offer.MayAssign ? Room(settings, facts, dispatch, offer) - offer.Given : 0;
        var backlog = dispatch.Items.Committing >= settings.CommitBacklog;
        if (room > 0 && leftOut is null && facts.Phase == CampaignPhase.Running && dispatch.Serving && !backlog)
        {
            var share = offer.Slots == PullRoute.Unlimited
                ? room
                : Math.Min(room, offer.Slots * (1 + Prefill(settings, facts, dispatch)));
            (dispatch, assign) = Fill(settings, facts, dispatch, offer, share, now);
            room -= assign.Items.Count;
        }

        var effects = ImmutableArray.CreateBuilder<CampaignEffect>(2);
        if (abandoned.Count > 0) effects.Add(new CampaignEffect.Reply(new TrainerCommands.Abandon(facts.Id, abandoned)));
        if (assign.Items.Count > 0) effects.Add(new CampaignEffect.Reply(assign));
        if (offer.MayAssign && room > 0)
            effects.Add(new CampaignEffect.PassOn(pull, offer.Given + assign.Items.Count));
        else if (offer.MayAssign && offer.Given + assign.Items.Count == 0)
            effects.Add(new CampaignEffect.Reply(assign));
        return new Decision(state with { Dispatch = dispatch }, [], effects.ToImmutable());
    }

    private static string? WhyLeftOut(CampaignFacts facts, DispatchState dispatch, CoordinatorCommands.Pull pull)
    {
        if (dispatch.Excluded.Contains(pull.Node)) return "it is excluded";
        return pull.NumericsVersion == facts.Submitted.NumericsVersion
            ? null
            : $"it computes numerics version {pull.NumericsVersion}, and the campaign follows {facts.Submitted.NumericsVersion}";
    }

    private static (DispatchState, List<AttemptId>) Renew(
        DispatchSettings settings,
        CampaignFacts facts,
        DispatchState dispatch,
        CoordinatorCommands.Pull pull,
        TimeSpan now)
    {
        var items = dispatch.Items;
        var stale = dispatch.StaleReports;
        var takenOver = dispatch.EpochsTakenOver;
        var abandoned = new List<AttemptId>();
        var deadline = now + settings.LeaseDuration;
        var wanted = facts.Phase is CampaignPhase.Running or CampaignPhase.Paused && !dispatch.Excluded.Contains(pull.Node);
        // One with a later number was never given out, and would stand in the way of the one that will be.
        var last = dispatch.Serving ? AttemptId.Of(facts.Term, dispatch.Attempts) : AttemptId.Of(facts.Term + 1, 0);
        foreach (var held in pull.Held)
        {
            var item = held.Item.Value;
            if (held.Campaign != facts.Id) continue;
            if (items.Find(held.Attempt) is { } lease)
            {
                if (wanted)
                {
                    // A finished one is reported without its epochs.
                    var from = Math.Max(held.ContinuedFrom, lease.ContinuedFrom);
                    takenOver += from - lease.ContinuedFrom;
                    items = items.Update(
                        lease with
                        {
                            Phase = held.Phase,
                            Epochs = held.Epochs,
                            ContinuedFrom = from,
                            Deadline = deadline,
                        });
                    continue;
                }
                // Nobody waits for it: the trainer drops it, and the item is pending again should the campaign resume.
                items = items.Release(lease);
                abandoned.Add(held.Attempt);
                continue;
            }
            var known = item >= 0 && item < facts.Done.Size ? items[item] : ItemState.Done.Value;
            var former = facts.IsOfFormerGrid(held.Attempt);
            var over = known is ItemState.Done || held.Attempt.Value > last.Value || former;
            // Its outcome is being written, or an acknowledgement is on its way: the trainer keeps it until that is certain.
            if (!former && ((over && held.Phase == AttemptPhase.Finished) || known is ItemState.Committing)) continue;
            if (!over && wanted && known is not ItemState.Quarantined && known.Attempts.Length < 2)
            {
                items = items.Give(new Lease(item, held.Attempt, pull.Node, held.Phase, held.Epochs, now, deadline)
                {
                    ContinuedFrom = held.ContinuedFrom,
                });
                takenOver += held.Phase == AttemptPhase.Finished ? facts.Spec.Epochs : held.Epochs;
            }
            else
            {
                stale++;
                abandoned.Add(held.Attempt);
            }
        }
        dispatch = dispatch with
        {
            Items = items,
            StaleReports = stale,
            EpochsTakenOver = takenOver,
        };
        return (dispatch, abandoned);
    }

    private static int Room(
        DispatchSettings settings, CampaignFacts facts, DispatchState dispatch, CampaignInternals.Offer offer)
    {
        var pull = offer.Pull;
        var own = 0;
        var reported = 0;
        var others = 0;
        var soonOver = TimeSpan.Zero;
        foreach (var held in pull.Held)
        {
            if (held.Campaign == facts.Id && dispatch.Items.Find(held.Attempt) is { } lease && lease.Node == pull.Node) reported++;
            if (held.Phase == AttemptPhase.Finished) continue;
            if (held.Campaign == facts.Id) own++;
            else if (offer.Means.TryGetValue(held.Campaign, out var mean) && mean <= settings.PrefillTime) soonOver += mean;
            else others++;
        }
        if (soonOver > pull.Slots * settings.PrefillTime) return 0;
        var onTheWay = dispatch.Items.CountOf(pull.Node) - reported;
        return (pull.Slots - others) * (1 + Prefill(settings, facts, dispatch)) - own - onTheWay;
    }

    // Each of these may come back as a result at any moment, also when the disk falls behind.
    private static int Prefill(DispatchSettings settings, CampaignFacts facts, DispatchState dispatch) =>
        dispatch.Items.LeaseCount < settings.CommitBacklog ? settings.Prefill(facts.MeanDuration) : 0;

    private static (DispatchState, TrainerCommands.Assign) Fill(
        DispatchSettings settings,
        CampaignFacts facts,
        DispatchState dispatch,
        CampaignInternals.Offer offer,
        int room,
        TimeSpan now)
    {
        var items = new List<Assignment>(room);
        var attempts = dispatch.Attempts;
        var queue = new ItemQueue(settings, facts, dispatch.Items, offer.Pull.Node);
        while (items.Count < room && queue.TryTake(out var item)) Give(item);

        if (items.Count == 0 && offer.MayCopy && settings.CopySlowest && dispatch.Nodes.Count > 1)
        {
            foreach (var item in Slowest(facts, dispatch.Items, offer.Pull.Node, now).Take(Math.Min(room, offer.Pull.Free)))
                Give(item);
        }

        dispatch = dispatch with { Items = queue.Items, Attempts = attempts };
        if (items.Count == 0) return (dispatch, TrainerCommands.Assign.Nothing);
        var work = new CampaignWork(
            facts.Id,
            facts.Spec.Tasks,
            facts.Submitted.TaskContents,
            facts.Submitted.NumericsVersion,
            facts.Spec.Thresholds);
        return (dispatch, new TrainerCommands.Assign(work, items));

        void Give(long item)
        {
            // The first items find a free slot and are presumed running: were the trainer lost now, they would be suspect.
            var phase = items.Count < offer.Pull.Free - offer.Given ? AttemptPhase.Running : AttemptPhase.Queued;
            var attempt = AttemptId.Of(facts.Term, ++attempts);
            queue.Give(new Lease(item, attempt, offer.Pull.Node, phase, 0, now, now + settings.LeaseDuration));
            var grid = facts.Spec.Grid;
            items.Add(new Assignment(new ItemIndex(item), attempt, grid.Item(item), grid.TaskOf(item)));
        }
    }

    private static IEnumerable<long> Slowest(CampaignFacts facts, ItemTable items, NodeId node, TimeSpan now) =>
        facts.MeanDuration == TimeSpan.Zero
            ? []
            : [.. items.Leases
                .Where(lease => lease.Node != node
                    && lease.Phase == AttemptPhase.Running
                    && now - lease.Since > 2 * facts.MeanDuration
                    && items[lease.Item] is ItemState.Held { Attempts.Length: 1 })
                .OrderBy(lease => lease.Since).ThenBy(lease => lease.Item)
                .Select(lease => lease.Item)];
}
