using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>
/// Walks the queue of one decision: what came back first, then what nobody had yet.
/// <para>
/// A node gets one item at a time of those whose next failure is their last. When an item kills its trainer, all that ran
/// beside it are suspected too; apart from one another, the innocent ones finish and only the guilty one is quarantined.
/// </para>
/// </summary>
internal sealed class ItemQueue(DispatchSettings settings, CampaignFacts facts, DispatchState dispatch, NodeId node)
{
    private bool _hasSuspect = facts.Failures.Any(failed =>
        failed.Value.Count == settings.FailureLimit - 1 && dispatch.Leases.Has(failed.Key, node));

    public ImmutableSortedSet<long> Requeued { get; private set; } = dispatch.Requeued;

    public long Cursor { get; private set; } = dispatch.Cursor;

    public LeaseTable Leases { get; set; } = dispatch.Leases;

    public bool TryTake(out long item)
    {
        foreach (var requeued in Requeued)
        {
            if (MustWait(item = requeued)) continue;
            Requeued = Requeued.Remove(item);
            return true;
        }
        while (true)
        {
            Cursor = item = facts.Done.NextAbsent(Cursor);
            if (item == facts.Done.Size) return false;
            Cursor++;
            if (Leases.CountOf(item) > 0 || facts.IsQuarantined(item) || dispatch.Committing.Contains(item)) continue;
            if (!MustWait(item)) return true;
            Requeued = Requeued.Add(item);
        }
    }

    private bool MustWait(long item)
    {
        if (!IsSuspect(item)) return false;
        if (_hasSuspect) return true;
        return !(_hasSuspect = true);
    }

    private bool IsSuspect(long item) =>
        facts.Failures.TryGetValue(item, out var failed) && failed.Count == settings.FailureLimit - 1;
}
