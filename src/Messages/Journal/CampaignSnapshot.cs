using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Messages.Journal;

/// <summary>A campaign's durable state, so that recovery need not replay every completion.</summary>
/// <param name="Submitted">The campaign.</param>
/// <param name="Term">How many times it has been opened.</param>
/// <param name="Stance">What its owner, or its input, made of it.</param>
/// <param name="Reason">Why it failed; empty unless it did.</param>
/// <param name="Done">Bit i mod 8 of byte i / 8: item i is done.</param>
/// <param name="Cells">Aggregates of the cells with at least one finished item.</param>
/// <param name="Failures">Items that failed at least once and are not done.</param>
/// <param name="MeanDuration">Running mean of the time an item takes.</param>
/// <param name="Priority">Its priority among campaigns.</param>
/// <param name="GridSince">The first term whose attempts are at items of this grid.</param>
public sealed record CampaignSnapshot(
    CampaignEvents.CampaignSubmitted Submitted,
    int Term,
    CampaignStance Stance,
    string Reason,
    ReadOnlyMemory<byte> Done,
    IReadOnlyList<CellAggregate> Cells,
    IReadOnlyList<ItemFailures> Failures,
    TimeSpan MeanDuration,
    int Priority,
    int GridSince = 0);

/// <summary>What a campaign's owner, or its input, made of it; whether it is complete follows from its items.</summary>
public enum CampaignStance
{
    /// <summary>Items may be assigned.</summary>
    Open = 1,

    /// <summary>Paused by its owner.</summary>
    Paused = 2,

    /// <summary>Ended by its owner.</summary>
    Cancelled = 3,

    /// <summary>Its input cannot be used.</summary>
    Failed = 4,
}

/// <summary>How often an item failed.</summary>
/// <param name="Item">The item.</param>
/// <param name="Count">Failed attempts since it was first tried or last retried on request.</param>
/// <param name="Node">Where the last one failed.</param>
/// <param name="Error">Its error.</param>
/// <param name="Quarantined">Whether it is tried again only on request.</param>
public sealed record ItemFailures(ItemIndex Item, int Count, NodeId Node, string Error, bool Quarantined);
