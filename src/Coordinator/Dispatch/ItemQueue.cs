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
internal sealed class ItemQueue(DispatchSettings settings, CampaignFacts facts, ItemTable items, NodeId node)
{
    private bool _hasSuspect = facts.Failures.Any(failed =>
        failed.Value.Count == settings.FailureLimit - 1 && items.IsHeld(failed.Key, node));

    /// <summary>The items, with what was given so far.</summary>
    public ItemTable Items { get; private set; } = items;

    /// <summary>An item that the node may be given, if there is one; <see cref="Give"/> it.</summary>
    public bool TryTake(out long item)
    {
        foreach (var returned in Items.Returned)
        {
            if (!MustWait(item = returned)) return true;
        }
        while (true)
        {
            (Items, var next) = Items.NextPending();
            if (next is null) break;
            if (!MustWait(item = next.Value)) return true;
            Items = Items.Return(item);
        }
        item = -1;
        return false;
    }

    /// <summary>The node is given an item, or a copy of it.</summary>
    public void Give(Lease lease) => Items = Items.Give(lease);

    private bool MustWait(long item)
    {
        if (!IsSuspect(item)) return false;
        if (_hasSuspect) return true;
        return !(_hasSuspect = true);
    }

    private bool IsSuspect(long item) =>
        facts.Failures.TryGetValue(item, out var failed) && failed.Count == settings.FailureLimit - 1;
}
