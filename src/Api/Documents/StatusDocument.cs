using System.Text.Json.Serialization;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Api.Documents;

/// <summary>Where a campaign stands, cell by cell.</summary>
public sealed record StatusDocument
{
    /// <summary><c>chaos/status/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/status/1";

    /// <summary>Its name.</summary>
    public required string Campaign { get; init; }

    /// <summary>A word of <see cref="CampaignStates"/>; of a run in a folder that nobody works on <c>interrupted</c>, too.</summary>
    public required string State { get; init; }

    /// <summary>Campaigns of a higher priority go first.</summary>
    public int Priority { get; init; }

    /// <summary>All items of the grid.</summary>
    public long Items { get; init; }

    /// <summary>Items whose result is durable.</summary>
    public long Done { get; init; }

    /// <summary>Items that a trainer holds.</summary>
    public long InFlight { get; init; }

    /// <summary>Items that are not tried again unless asked.</summary>
    public long Failed { get; init; }

    /// <summary>Trainers that may be given items.</summary>
    public int Nodes { get; init; }

    /// <summary>Their slots.</summary>
    public int Slots { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Reason { get; init; }

    /// <summary>How far its search for the onset has come; null where nothing is searched.</summary>
    public SearchState? Search { get; init; }

    /// <summary>Every cell, by index.</summary>
    public IReadOnlyList<CellState> Cells { get; init; } = [];

    /// <summary>Failed items by index, at most 256.</summary>
    public IReadOnlyList<FailedItem> Quarantined { get; init; } = [];

    /// <summary>Trainers that ask in vain, by name.</summary>
    public IReadOnlyList<LeftOutNode> LeftOut { get; init; } = [];

    /// <summary>Epochs of whole pair groups per second over the last half minute.</summary>
    public double EpochsPerSecond { get; init; }

    /// <summary>Epochs still to compute.</summary>
    public long RemainingEpochs { get; init; }

    /// <summary>Items that are being computed, oldest first, at most 256.</summary>
    public IReadOnlyList<RunningItem> Running { get; init; } = [];

    /// <summary>The document of a campaign.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="status">Where it stands, of the same grid.</param>
    /// <param name="state">The word for it; that of its phase if not given.</param>
    public static StatusDocument Of(CampaignSpec campaign, CampaignStatus status, string? state = null) => new()
    {
        Campaign = campaign.Name,
        State = state ?? CampaignStates.Of(status.Phase),
        Priority = status.Priority,
        Items = status.Items,
        Done = status.Done,
        InFlight = status.InFlight,
        Failed = status.Failed,
        Nodes = status.Nodes,
        Slots = status.Slots,
        Reason = status.Reason,
        Search = campaign.Search is { } search ? new SearchState(search.Round, search.Report, search.Ended) : null,
        Cells = [.. status.Cells.Select(cell => CellState.Of(campaign, cell))],
        Quarantined = [.. status.Quarantined.Select(FailedItem.Of)],
        LeftOut = [.. status.LeftOut.Select(left => new LeftOutNode(left.Node.Value, left.Reason))],
        EpochsPerSecond = status.EpochsPerSecond,
        RemainingEpochs = status.RemainingEpochs,
        Running = [.. status.Running.Select(item => new RunningItem(item.Item.Value, item.Node.Value, item.Epochs, item.ContinuedFrom))],
    };

    /// <summary>How far a search has come.</summary>
    /// <param name="Round">The present round, from 1.</param>
    /// <param name="Report">What the rounds before have found.</param>
    /// <param name="Ended">Why it has ended; null while it goes on.</param>
    public sealed record SearchState(int Round, string Report, string? Ended);

    /// <summary>A trainer that gets no items of the campaign.</summary>
    /// <param name="Node">Its name.</param>
    /// <param name="Reason">Why.</param>
    public sealed record LeftOutNode(string Node, string Reason);

    /// <summary>An item that is being computed.</summary>
    /// <param name="Item">Its index.</param>
    /// <param name="Node">Where.</param>
    /// <param name="Epochs">Epochs done when the node last reported.</param>
    /// <param name="ContinuedFrom">The epoch the attempt began with: 0, or that of a checkpoint.</param>
    public sealed record RunningItem(long Item, string Node, int Epochs, int ContinuedFrom);
}
