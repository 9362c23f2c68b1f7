using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>A campaign in the database, and which of its items have results there.</summary>
/// <param name="Campaign">The campaign's row.</param>
/// <param name="Done">The items.</param>
/// <param name="Cells">Aggregates of their cells.</param>
public sealed record StoredItems(StoredCampaign Campaign, ItemSet Done, ImmutableArray<CellAggregate> Cells)
{
    /// <summary>Sums up the campaign's rows.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="rows">All its rows, by item.</param>
    public static StoredItems Of(StoredCampaign campaign, IEnumerable<StoredSummary> rows)
    {
        var grid = campaign.Spec.Grid;
        var done = new byte[(grid.Items + 7) / 8];
        var cells = new SortedDictionary<int, CellAggregate>();
        foreach (var row in rows)
        {
            var item = row.Item.Value;
            done[item / 8] |= (byte)(1 << (int)(item % 8));
            var cell = grid.Locate(item).Cell;
            var aggregate = cells.GetValueOrDefault(cell) ?? CellAggregate.Empty(cell, campaign.Spec.Thresholds.Count);
            cells[cell] = aggregate.Add(row.Summary);
        }
        return new StoredItems(campaign, ItemSet.FromBytes(done, grid.Items), [.. cells.Values]);
    }
}
