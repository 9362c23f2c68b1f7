using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Journal;
using static Chaos.Actors.Messages.Journal.CampaignEvents;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>
/// How a campaign parts with nodes that compute wrong. Who they are is durable before a campaign hears of it; from then on it takes
/// nothing from them. When everything decided before is durable too, and while nothing is being written, what they computed is
/// looked up; that goes from the journal first and from the table of results afterwards. A coordinator that recovers does all
/// this again and finds what is left to do, so that it may die in between.
/// </summary>
public static class Exclusion
{
    /// <summary>Decides what follows from who is excluded: what an excluded node holds goes back to the queue.</summary>
    public static Decision Decide(CampaignState state, CampaignInternals.ExclusionChanged excluded)
    {
        var items = state.Dispatch.Items;
        items = items.Leases.Where(lease => excluded.Nodes.Contains(lease.Node)).Aggregate(items, (rest, lease) => rest.Release(lease));
        return Decision.Of(state with { Dispatch = state.Dispatch with { Excluded = excluded.Nodes, Items = items } });
    }

    /// <summary>Decides what becomes of what they computed.</summary>
    public static Decision Decide(CampaignState state, CampaignInternals.Discard discard)
    {
        var decision = Decision.Of(state).With(new CampaignEffect.RemoveRows(discard.Nodes));
        return discard.Items.Count == 0
            ? decision
            : decision.With(new ItemsDiscarded(discard.Nodes, discard.Items, discard.Cells));
    }

    /// <summary>
    /// Whether a result of an excluded node is among decisions that are not durable yet: then it is too early to look.
    /// </summary>
    public static bool IsExpected(IEnumerable<Decision> decisions, ImmutableHashSet<NodeId> excluded) => decisions
        .SelectMany(decision => decision.Events)
        .Any(happened => happened is ItemCompleted completed && excluded.Contains(completed.Node));

    /// <summary>Finds what excluded nodes computed.</summary>
    /// <param name="facts">The facts, none of which changes meanwhile.</param>
    /// <param name="excluded">The nodes.</param>
    /// <param name="rows">The campaign's rows, gone through twice where there is something to discard.</param>
    public static CampaignInternals.Discard Find(
        CampaignFacts facts, ImmutableHashSet<NodeId> excluded, IEnumerable<StoredSummary> rows)
    {
        var grid = facts.Spec.Grid;
        var nodes = new HashSet<NodeId>();
        var items = new List<ItemIndex>();
        var cells = new Dictionary<int, CellAggregate>();
        foreach (var row in rows.Where(row => excluded.Contains(row.Node)))
        {
            nodes.Add(row.Node);
            if (!facts.Done.Contains(row.Item.Value)) continue;
            items.Add(row.Item);
            var cell = grid.Locate(row.Item.Value).Cell;
            cells[cell] = CellAggregate.Empty(cell, facts.Spec.Thresholds.Count);
        }
        // A mean cannot be taken back to the last bit: the others' results are summed up anew.
        foreach (var row in items.Count == 0 ? [] : rows.Where(row => !excluded.Contains(row.Node)))
        {
            var cell = grid.Locate(row.Item.Value).Cell;
            if (facts.Done.Contains(row.Item.Value) && cells.TryGetValue(cell, out var aggregate))
                cells[cell] = aggregate.Add(row.Summary);
        }
        return new CampaignInternals.Discard([.. nodes.OrderBy(node => node.Value, StringComparer.Ordinal)], items, [.. cells.Values]);
    }
}
