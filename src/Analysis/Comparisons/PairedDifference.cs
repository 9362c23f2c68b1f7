using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Analysis.Comparisons;

/// <summary>How a quantity of B differs from that of A, seed by seed.</summary>
/// <param name="A">Its value in A, over all seeds there are.</param>
/// <param name="B">Its value in B.</param>
/// <param name="Pairs">Seeds that have it in both.</param>
/// <param name="Median">Median over them of B − A; of ln(B/A) where it is a learning rate. ±∞ where most reach it in one of both only.</param>
/// <param name="Interval">Its 95 % interval; <see cref="Interval.Unknown"/> below six pairs.</param>
/// <param name="P">Two-sided p that it is 0; NaN below five pairs.</param>
public sealed record PairedDifference(double A, double B, int Pairs, double Median, Interval Interval, double P)
{
    /// <summary>p after Holm over everything of its kind that is compared.</summary>
    public double AdjustedP { get; init; } = double.NaN;

    /// <summary>Whether it can be told from 0: at 5 % over everything of its kind, with an interval that leaves 0 out.</summary>
    public bool IsDistinguishable => AdjustedP < 0.05 && (Interval.Low > 0 || Interval.High < 0);

    /// <summary>Of differences by seed: sign-symmetric about 0 where nothing differs, which Wilcoxon's signed-rank test asks.</summary>
    internal static PairedDifference Of(double a, double b, IEnumerable<double> differences)
    {
        double[] known = [.. differences.Where(difference => !double.IsNaN(difference))];
        return new PairedDifference(a, b, known.Length, Verdicts.Median.Of(known), Verdicts.Median.IntervalOf(known), Statistics.SignedRank(known));
    }
}
