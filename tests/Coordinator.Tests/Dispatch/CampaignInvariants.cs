using Chaos.Actors.Coordinator.Campaigns;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

/// <summary>What holds of every campaign at every moment.</summary>
internal static class CampaignInvariants
{
    public static void Check(CampaignState state)
    {
        if (state.Facts is not { } facts) return;
        var dispatch = state.Dispatch;
        long available = 0;
        for (long item = 0; item < facts.Done.Size; item++)
        {
            var done = facts.Done.Contains(item);
            var quarantined = facts.IsQuarantined(item);
            var leases = dispatch.Leases.CountOf(item);
            var committing = dispatch.Committing.Contains(item);
            var requeued = dispatch.Requeued.Contains(item);
            var lost = !done && !quarantined && leases == 0 && !committing && !requeued && item < dispatch.Cursor;
            if (leases > 2) throw new InvariantException($"Item {item} has {leases} leases.");
            if (done && (leases > 0 || requeued || committing || quarantined))
                throw new InvariantException($"Item {item} is done and something else.");
            if (quarantined && (leases > 0 && !committing || requeued))
                throw new InvariantException($"Item {item} is quarantined and in flight.");
            if (requeued && (leases > 0 || committing))
                throw new InvariantException($"Item {item} is in the queue and in flight.");
            if (lost) throw new InvariantException($"Item {item} is nowhere.");
            if (!done && !quarantined && leases == 0 && !committing) available++;
        }
        Same(available, state.Pending, "pending");
        Same(facts.Failures.Values.Count(failed => failed.Quarantined), facts.Quarantined, "quarantined");
        Same(facts.Done.Count, facts.Cells.Values.Sum(cell => cell.Done), "done, by cells");
        foreach (var node in dispatch.Leases.All.CountBy(lease => lease.Node))
            Same(node.Value, dispatch.Leases.CountOf(node.Key), $"leases of {node.Key}");
    }

    private static void Same(long expected, long actual, string what)
    {
        if (expected != actual) throw new InvariantException($"{expected} {what}, counted as {actual}.");
    }

    private sealed class InvariantException(string message) : Exception(message);
}
