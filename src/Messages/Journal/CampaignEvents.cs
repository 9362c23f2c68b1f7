using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Messages.Journal;

/// <summary>The facts a campaign's journal holds. Extend-only: journal.proto says what that means.</summary>
public static class CampaignEvents
{
    /// <summary>The campaign exists.</summary>
    public sealed record CampaignSubmitted(CampaignSpec Spec, TaskContents TaskContents, int NumericsVersion)
        : ICampaignEvent;

    /// <summary>
    /// The campaign has another grid, or other thresholds: its owner extended it, or it began with items that another one had computed.
    /// Attempts of earlier terms are at items of the grid before.
    /// </summary>
    /// <param name="Campaign">The campaign from now on.</param>
    /// <param name="Done">The items whose results are there: bit i mod 8 of byte i / 8 is item i.</param>
    /// <param name="Cells">Aggregates of the cells with at least one of them.</param>
    public sealed record CampaignExtended(
        CampaignSubmitted Campaign, ReadOnlyMemory<byte> Done, IReadOnlyList<CellAggregate> Cells) : ICampaignEvent;

    /// <summary>A coordinator has opened the campaign for the <paramref name="Term"/>-th time and may assign items.</summary>
    public sealed record TermBegan(int Term) : ICampaignEvent;

    /// <summary>An item's result is in the results table.</summary>
    public sealed record ItemCompleted(
        ItemIndex Item, NodeId Node, ItemSummary Summary, string Digest, TimeSpan Duration) : ICampaignEvent;

    /// <summary>An attempt failed and the item goes back to the queue (unless quarantined by a further event).</summary>
    public sealed record AttemptFailed(ItemIndex Item, NodeId Node, FailureKind Kind, string Error) : ICampaignEvent;

    /// <summary>The item failed too often and is not tried again unless asked.</summary>
    public sealed record ItemQuarantined(ItemIndex Item, NodeId Node, int Failures, string Error) : ICampaignEvent;

    /// <summary>Every quarantined item was put back into the queue.</summary>
    public sealed record QuarantineLifted : ICampaignEvent;

    /// <summary>The owner paused the campaign.</summary>
    public sealed record CampaignPaused : ICampaignEvent;

    /// <summary>The owner resumed the campaign.</summary>
    public sealed record CampaignResumed : ICampaignEvent;

    /// <summary>The owner ended the campaign.</summary>
    public sealed record CampaignCancelled : ICampaignEvent;

    /// <summary>The owner gave the campaign a priority; it is 0 before.</summary>
    public sealed record PriorityChanged(int Priority) : ICampaignEvent;

    /// <summary>
    /// Results are not trusted any more, for the nodes that computed them are not, and the items go back to the queue. Their rows
    /// go after this event.
    /// </summary>
    /// <param name="Nodes">The nodes.</param>
    /// <param name="Items">The items; done before.</param>
    /// <param name="Cells">What the aggregates of their cells are without them.</param>
    public sealed record ItemsDiscarded(
        IReadOnlyList<NodeId> Nodes, IReadOnlyList<ItemIndex> Items, IReadOnlyList<CellAggregate> Cells) : ICampaignEvent;

    /// <summary>The campaign's input cannot be used.</summary>
    public sealed record CampaignFailed(string Reason) : ICampaignEvent;
}
