namespace Chaos.Actors.Analysis.Comparisons;

/// <summary>What a comparison needs to know of an item beside its series.</summary>
/// <param name="Lambda">Λ by the usual estimator; NaN where it has none.</param>
/// <param name="Digest">The digest of its series.</param>
/// <param name="NumericsVersion">The numerics contract they follow.</param>
public readonly record struct ComparedItem(double Lambda, string Digest, int NumericsVersion);
