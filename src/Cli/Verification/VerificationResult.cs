using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Cli.Verification;

/// <summary>What a verification found.</summary>
/// <param name="Sample">The items that were to be computed again.</param>
/// <param name="Damaged">Of all stored rows, those that changed after they were stored; they are not computed again.</param>
/// <param name="Checks">What came of computing the others again.</param>
/// <param name="Seed">What chose the sample.</param>
internal sealed record VerificationResult(
    ItemSample Sample, IReadOnlyList<DamagedRow> Damaged, IReadOnlyList<ItemCheck> Checks, int Seed)
{
    /// <summary>How many rows were read, and looked at for damage.</summary>
    public long Read { get; init; } = Sample.Nodes.Sum(node => (long)node.Stored);

    /// <summary>Those that differ from what this machine computes, though they are whole: the computation differs.</summary>
    public IReadOnlyList<ItemCheck> Differing { get; } = [.. Checks.Where(check => !check.Agrees)];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => Damaged.Count == 0 && Differing.Count == 0;
}
