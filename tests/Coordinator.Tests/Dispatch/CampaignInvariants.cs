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
            Assert.True(leases <= 2, $"{item}: {leases} leases");
            Assert.False(done && (leases > 0 || requeued || committing || quarantined), $"{item} is done and something else");
            Assert.False(quarantined && (leases > 0 && !committing || requeued), $"{item} is quarantined and in flight");
            Assert.False(requeued && (leases > 0 || committing), $"{item} is in the queue and in flight");
            var lost = !done && !quarantined && leases == 0 && !committing && !requeued && item < dispatch.Cursor;
            Assert.False(lost, $"{item} is nowhere");
            if (!done && !quarantined && leases == 0 && !committing) available++;
        }
        Assert.Equal(available, state.Pending);
        Assert.Equal(facts.Failures.Values.Count(failed => failed.Quarantined), facts.Quarantined);
        Assert.Equal(facts.Done.Count, facts.Cells.Values.Sum(cell => cell.Done));
        Assert.Equal(
            dispatch.Leases.All.CountBy(lease => lease.Node).ToDictionary(),
            dispatch.Leases.All.Select(lease => lease.Node).Distinct().ToDictionary(node => node, dispatch.Leases.CountOf));
    }
}
