using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>A campaign's state as its owner sees it.</summary>
public static class StatusReport
{
    private const int Listed = 256;

    /// <summary>The status.</summary>
    public static CampaignStatus Of(CampaignFacts facts, DispatchState dispatch, double epochsPerSecond)
    {
        var grid = facts.Spec.Grid;
        var nodes = dispatch.Nodes.Values.Where(node => node.LeftOut is null).ToList();
        var quarantined = facts.Failures.Values.Where(failed => failed.Quarantined).ToList();
        var failedByCell = quarantined.CountBy(failed => grid.Locate(failed.Item.Value).Cell).ToDictionary();
        var remaining = (facts.Done.Size - facts.Done.Count - facts.Quarantined) * facts.Spec.Epochs;
        return new CampaignStatus
        {
            Campaign = facts.Id,
            Phase = facts.Phase,
            Priority = facts.Priority,
            Reason = facts.Phase == CampaignPhase.Failed ? facts.Reason : null,
            Items = facts.Done.Size,
            Done = facts.Done.Count,
            InFlight = dispatch.Items.Leased,
            Failed = facts.Quarantined,
            Nodes = nodes.Count,
            Slots = nodes.Sum(node => node.Slots),
            EpochsPerSecond = epochsPerSecond,
            RemainingEpochs = Math.Max(0, remaining - dispatch.Items.Leases.Sum(lease => (long)lease.Epochs)),
            StaleReports = dispatch.StaleReports,
            Cells = [.. Enumerable.Range(0, grid.Cells).Select(cell =>
                (facts.Cells.GetValueOrDefault(cell) ?? CellAggregate.Empty(cell, facts.Spec.Thresholds.Count))
                .ToProgress(failedByCell.GetValueOrDefault(cell)))],
            Running = [.. dispatch.Items.Leases
                .Where(lease => lease.Phase == AttemptPhase.Running)
                .OrderBy(lease => lease.Since).ThenBy(lease => lease.Attempt.Value)
                .Take(Listed)
                .Select(lease => new RunningItem(new ItemIndex(lease.Item), lease.Attempt, lease.Node, lease.Epochs)
                {
                    ContinuedFrom = lease.ContinuedFrom,
                })],
            Quarantined = [.. quarantined.Take(Listed).Select(ToQuarantined)],
            LeftOut = [.. LeftOut(new CampaignState(facts, dispatch))],
        };
    }

    /// <summary>The trainers that ask in vain, by name, as long as there is something to ask for.</summary>
    public static IEnumerable<LeftOutNode> LeftOut(CampaignState state) => state.Facts?.Phase != CampaignPhase.Running
        ? []
        : state.Dispatch.Nodes
            .Where(node => node.Value.LeftOut is not null)
            .OrderBy(node => node.Key.Value, StringComparer.Ordinal)
            .Select(node => new LeftOutNode(node.Key, node.Value.LeftOut!));

    /// <summary>A quarantined item as its owner sees it.</summary>
    public static QuarantinedItem ToQuarantined(this ItemFailures failed) =>
        new(failed.Item, failed.Count, failed.Error, failed.Node);
}
