using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>The facts of a campaign to and from its snapshot.</summary>
public static class FactsSnapshot
{
    /// <summary>What recovery needs.</summary>
    public static CampaignSnapshot ToSnapshot(this CampaignFacts facts) => new(
        facts.Submitted,
        facts.Term,
        facts.Stance,
        facts.Reason,
        facts.Done.ToBytes(),
        [.. facts.Cells.Values.OrderBy(cell => cell.Cell)],
        [.. facts.Failures.Values],
        facts.MeanDuration,
        facts.Priority,
        facts.GridSince);

    /// <summary>The facts as of the snapshot.</summary>
    public static CampaignFacts ToFacts(this CampaignSnapshot snapshot) => new()
    {
        Submitted = snapshot.Submitted,
        Term = snapshot.Term,
        Stance = snapshot.Stance,
        Reason = snapshot.Reason,
        Done = ItemSet.FromBytes(snapshot.Done.Span, snapshot.Submitted.Spec.Grid.Items),
        Cells = snapshot.Cells.ToImmutableDictionary(cell => cell.Cell),
        Failures = snapshot.Failures.ToImmutableSortedDictionary(failures => failures.Item.Value, failures => failures),
        Quarantined = snapshot.Failures.Count(failures => failures.Quarantined),
        MeanDuration = snapshot.MeanDuration,
        Priority = snapshot.Priority,
        GridSince = snapshot.GridSince,
    };
}
