using Chaos.Actors.Analysis.Verdicts;
using MathNet.Numerics.Distributions;

namespace Chaos.Actors.Analysis.Comparisons;

/// <summary>How many seeds are chaotic in A and in B.</summary>
/// <param name="A">In A, of the seeds that tell.</param>
/// <param name="B">In B.</param>
/// <param name="OnlyA">Seeds that tell in both, and are chaotic in A only.</param>
/// <param name="OnlyB">The same of B.</param>
public sealed record ChaosDifference(Proportion A, Proportion B, int OnlyA, int OnlyB)
{
    /// <summary>McNemar's exact two-sided p that either is as likely (Psychometrika 12, 153 (1947)); 1 where no seed differs.</summary>
    public double P => OnlyA + OnlyB is 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, OnlyA + OnlyB, Math.Min(OnlyA, OnlyB)));

    /// <summary>p after Holm over all cells.</summary>
    public double AdjustedP { get; init; } = double.NaN;

    /// <summary>Whether it can be told from none, at 5 % over all cells.</summary>
    public bool IsDistinguishable => AdjustedP < 0.05;
}
