using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

/// <summary>What holds of every campaign at every moment.</summary>
internal static class CampaignInvariants
{
    public static void Check(CampaignState state)
    {
        if (state.Facts is not { } facts) return;
        var items = state.Dispatch.Items;
        long available = 0, held = 0, committing = 0, quarantined = 0, done = 0, leased = 0;
        var attempts = new HashSet<Messages.AttemptId>();
        for (long item = 0; item < facts.Done.Size; item++)
        {
            var known = items[item];
            if (known.Attempts.Length > 2) throw new InvariantException($"Item {item} has {known.Attempts.Length} leases.");
            if (known is ItemState.Done != facts.Done.Contains(item)) throw new InvariantException($"Item {item} is {known}, not so in the facts.");
            if (facts.IsQuarantined(item) ? known is not (ItemState.Quarantined or ItemState.Committing) : known is ItemState.Quarantined)
                throw new InvariantException($"Item {item} is {known}, quarantined in the facts: {facts.IsQuarantined(item)}.");
            if (known is ItemState.Held && known.Attempts.IsEmpty) throw new InvariantException($"Item {item} is held by nobody.");
            if (known is ItemState.Pending && item < items.Cursor) throw new InvariantException($"Item {item} is nowhere.");
            if (known is ItemState.Returned != items.Returned.Contains(item)) throw new InvariantException($"Item {item} is {known}, not so in the queue.");
            foreach (var attempt in known.Attempts)
            {
                if (!attempts.Add(attempt) || items.Find(attempt)?.Item != item) throw new InvariantException($"Attempt {attempt} of item {item} has no lease.");
            }
            available += known is ItemState.Pending or ItemState.Returned ? 1 : 0;
            held += known is ItemState.Held ? 1 : 0;
            committing += known is ItemState.Committing ? 1 : 0;
            quarantined += known is ItemState.Quarantined ? 1 : 0;
            done += known is ItemState.Done ? 1 : 0;
            leased += known.Attempts.IsEmpty ? 0 : 1;
        }
        Same(available, items.Available, "available");
        Same(held, items.Held, "held");
        Same(committing, items.Committing, "committing");
        Same(quarantined, items.Quarantined, "quarantined");
        Same(leased, items.Leased, "leased");
        Same(attempts.Count, items.LeaseCount, "leases");
        Same(facts.Failures.Values.Count(failed => failed.Quarantined), facts.Quarantined, "quarantined in the facts");
        Same(facts.Done.Count, facts.Cells.Values.Sum(cell => cell.Done), "done, by cells");
        Same(done, facts.Done.Count, "done");
        foreach (var node in items.Leases.CountBy(lease => lease.Node)) Same(node.Value, items.CountOf(node.Key), $"leases of {node.Key}");
    }

    private static void Same(long expected, long actual, string what)
    {
        if (expected != actual) throw new InvariantException($"{expected} {what}, counted as {actual}.");
    }

    private sealed class InvariantException(string message) : Exception(message);
}
