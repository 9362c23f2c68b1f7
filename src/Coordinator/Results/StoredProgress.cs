using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>Where a campaign stands by what is stored, without asking the process that may be running it.</summary>
public static class StoredProgress
{
    /// <summary>What is stored says of the campaign: paused where something is left to do.</summary>
    public static CampaignPhase Phase(StoredCampaign stored, long done, int failed) =>
        done + failed < stored.Spec.Grid.Items ? CampaignPhase.Paused
        : failed > 0 ? CampaignPhase.CompletedWithFailures
        : stored.Spec.IsSearching ? CampaignPhase.Paused
        : CampaignPhase.Completed;

    /// <summary>Counts and aggregates of the stored results; in O(cells) memory.</summary>
    public static CampaignStatus Of(ResultsStore store, StoredCampaign stored)
    {
        var grid = stored.Spec.Grid;
        CellAggregate[] cells = [.. Enumerable.Range(0, grid.Cells).Select(cell => CellAggregate.Empty(cell, stored.Spec.Thresholds.Count))];
        foreach (var row in store.Summaries(stored.Id))
        {
            var cell = grid.Locate(row.Item.Value).Cell;
            cells[cell] = cells[cell].Add(row.Summary);
        }
        var done = cells.Sum(cell => cell.Done);
        var quarantined = store.Quarantined(stored.Id);
        var failed = quarantined.CountBy(item => grid.Locate(item.Item.Value).Cell).ToDictionary();
        var rest = grid.Items - done - quarantined.Count;
        return new CampaignStatus
        {
            Campaign = stored.Id,
            Phase = Phase(stored, done, quarantined.Count),
            Items = grid.Items,
            Done = done,
            InFlight = 0,
            Failed = quarantined.Count,
            Nodes = 0,
            Slots = 0,
            EpochsPerSecond = 0,
            RemainingEpochs = rest * stored.Spec.Epochs,
            StaleReports = 0,
            Cells = [.. cells.Select(cell => cell.ToProgress(failed.GetValueOrDefault(cell.Cell)))],
            Running = [],
            Quarantined = quarantined,
        };
    }
}
