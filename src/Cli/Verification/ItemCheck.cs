using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Verification;

/// <summary>What came of computing a stored item again.</summary>
/// <param name="Item">The item.</param>
/// <param name="Node">Where it was computed.</param>
/// <param name="Verdict">The outcome.</param>
/// <param name="Stored">The stored digest.</param>
/// <param name="Recomputed">The digest of what this machine computes.</param>
/// <param name="First">Where the stored series begin to differ from what this machine computes; null if they do not.</param>
internal sealed record ItemCheck(
    ItemIndex Item, NodeId Node, Verdict Verdict, string Stored, string Recomputed, SeriesDifference? First);

/// <summary>How a stored item compares with what this machine computes.</summary>
internal enum Verdict
{
    /// <summary>The same bits.</summary>
    Agrees,

    /// <summary>The series are whole, as their digest shows, and others than this machine's: the computation differs.</summary>
    Differs,

    /// <summary>The series do not have the digest that stands beside them: the database changed after they were stored.</summary>
    Damaged,
}
