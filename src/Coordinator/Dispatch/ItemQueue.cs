using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Campaigns;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>Walks the queue of one decision: what came back first, then what nobody had yet.</summary>
internal sealed class ItemQueue(CampaignFacts facts, DispatchState dispatch)
{
    public ImmutableSortedSet<long> Requeued { get; private set; } = dispatch.Requeued;

    public long Cursor { get; private set; } = dispatch.Cursor;

    public LeaseTable Leases { get; set; } = dispatch.Leases;

    public bool TryTake(out long item)
    {
        if (Requeued.Count > 0)
        {
            item = Requeued.Min;
            Requeued = Requeued.Remove(item);
            return true;
        }
        do
        {
            Cursor = item = facts.Done.NextAbsent(Cursor);
            if (item == facts.Done.Size) return false;
            Cursor++;
        }
        while (Leases.CountOf(item) > 0 || facts.IsQuarantined(item) || dispatch.Committing.Contains(item));
        return true;
    }
}
