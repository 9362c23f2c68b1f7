using System.Text.Json.Serialization;

namespace Chaos.Actors.Api.Documents;

/// <summary>The trainers of a cluster.</summary>
/// <param name="Nodes">By name: those that pulled within the last seconds, and those that are excluded.</param>
public sealed record NodesDocument(IReadOnlyList<NodesDocument.Node> Nodes)
{
    /// <summary><c>chaos/nodes/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/nodes/1";

    /// <summary>A trainer.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="State"><c>at work</c>, <c>draining</c> or <c>away</c> (excluded, and not heard of lately).</param>
    /// <param name="Excluded">Whether what it computes counts no longer.</param>
    /// <param name="Slots">How many items it computes at a time.</param>
    /// <param name="Free">Slots with nothing to do.</param>
    /// <param name="HeardSecondsAgo">Seconds since its last pull; null of one that is away.</param>
    /// <param name="EpochsPerSecond">Epochs of whole pair groups per second over the last half minute.</param>
    /// <param name="NumericsVersion">The numerics contract it computes under.</param>
    /// <param name="Items">What it holds.</param>
    public sealed record Node(
        string Name,
        string State,
        bool Excluded,
        int Slots,
        int Free,
        double? HeardSecondsAgo,
        double EpochsPerSecond,
        int NumericsVersion,
        IReadOnlyList<HeldItem> Items);

    /// <summary>An item that a trainer holds.</summary>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Item">The item.</param>
    /// <param name="State"><c>queued</c>, <c>running</c> or <c>finished</c> (and not yet acknowledged).</param>
    /// <param name="Epochs">Epochs done.</param>
    public sealed record HeldItem(string Campaign, long Item, string State, int Epochs);
}
