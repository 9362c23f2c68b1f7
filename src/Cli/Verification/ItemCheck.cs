using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Verification;

/// <summary>What came of computing a stored item again.</summary>
/// <param name="Item">The item.</param>
/// <param name="Node">Where it was computed.</param>
/// <param name="Stored">The stored digest.</param>
/// <param name="Recomputed">The digest of what this machine computes.</param>
/// <param name="First">Where the stored series begin to differ from what this machine computes; null if they do not.</param>
internal sealed record ItemCheck(
    ItemIndex Item, NodeId Node, string Stored, string Recomputed, SeriesDifference? First)
{
    /// <summary>Whether this machine computes the same bits.</summary>
    public bool Agrees => Stored == Recomputed;
}
