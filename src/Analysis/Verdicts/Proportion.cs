using Chaos.Actors.Analysis.Cells;
using MathNet.Numerics.Distributions;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>How many of how many seeds.</summary>
/// <param name="Count">Those that do.</param>
/// <param name="Of">All of them.</param>
public readonly record struct Proportion(int Count, int Of)
{
    /// <summary>The fraction; NaN of none.</summary>
    public double Fraction => Of == 0 ? double.NaN : (double)Count / Of;

    /// <summary>
    /// Jeffreys' 95 % interval: the quantiles of Beta(k + ½, n − k + ½), from 0 where none does and to 1 where all do (Brown, Cai and DasGupta,
    /// Statist. Sci. 16, 101 (2001)); <see cref="Interval.Unknown"/> below five seeds.
    /// </summary>
    public Interval Interval()
    {
        if (Of < Statistics.FewestSeeds) return Cells.Interval.Unknown;
        return new Interval(
            Count == 0 ? 0 : Beta.InvCDF(Count + 0.5, Of - Count + 0.5, 0.025),
            Count == Of ? 1 : Beta.InvCDF(Count + 0.5, Of - Count + 0.5, 0.975));
    }
}
