using Chaos.Actors.Analysis.Cells;
using MathNet.Numerics.Distributions;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>The median of values that may be infinite, and its interval without any assumption on their distribution.</summary>
internal static class Median
{
    private const double Coverage = 0.95;

    /// <summary>The midpoint of the two middle values; an infinite one is not averaged away; NaN without values.</summary>
    public static double Of(IEnumerable<double> values) => OfSorted([.. values.Order()]);

    /// <summary>
    /// The 95 % interval from order statistics, interpolated between the two pairs whose exact coverage is next above and below (Hettmansperger
    /// and Sheather, Statist. Probab. Lett. 4, 75 (1986)); <see cref="Interval.Unknown"/> below six values, where even the extremes cover less.
    /// </summary>
    public static Interval IntervalOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var n = sorted.Length;
        if (Covered(1) < Coverage) return Interval.Unknown;
        var k = 1;
        while (k < n / 2 && Covered(k + 1) >= Coverage) k++;
        var inside = (Covered(k) - Coverage) / (Covered(k) - Covered(k + 1));
        var share = (n - k) * inside / (k + (n - 2 * k) * inside);
        return new Interval(Between(sorted[k - 1], sorted[k], share), Between(sorted[n - k], sorted[n - k - 1], share));

        // The probability that the median lies between the k-th smallest and the k-th largest.
        double Covered(int kth) => n < 2 * kth ? 0 : 1 - 2 * Binomial.CDF(0.5, n, kth - 1);
    }

    private static double OfSorted(double[] sorted) =>
        sorted.Length == 0 ? double.NaN : Between(sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2], 0.5);

    private static double Between(double outer, double inner, double share) =>
        outer.Equals(inner) || double.IsInfinity(outer) ? outer : double.IsInfinity(inner) ? inner : outer + share * (inner - outer);
}
