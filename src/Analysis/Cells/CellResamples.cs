using Chaos.Actors.Analysis.TrainingTimes;
using MathNet.Numerics.Statistics;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>λ and the median τ of one cell in every bootstrap draw.</summary>
/// <param name="Lambda">[draws]: mean of Λ over the draw's seeds; NaN where it took none of the kept ones.</param>
/// <param name="MedianTime">[thresholds][draws]: median τ, +∞ for never reached; NaN where it took none of the cell's.</param>
internal sealed record CellResamples(double[] Lambda, double[][] MedianTime)
{
    /// <summary>Coverage of the intervals: from the 2.5th to the 97.5th percentile of the draws.</summary>
    private const double Tail = 0.025;

    /// <summary>Evaluates every draw.</summary>
    /// <param name="items">[seeds]: the cell's items by seed; null where there is none.</param>
    /// <param name="thresholds">Number of thresholds.</param>
    /// <param name="resamples">The draws.</param>
    public static CellResamples Of(ItemSummary?[] items, int thresholds, SeedResamples resamples)
    {
        var lambda = new double[resamples.Draws];
        for (var draw = 0; draw < lambda.Length; draw++) lambda[draw] = MeanLambda(items, resamples[draw]);
        var medians = new double[thresholds][];
        for (var a = 0; a < thresholds; a++) medians[a] = Medians(items, a, resamples);
        return new CellResamples(lambda, medians);
    }

    /// <summary>Percentile interval of a mean: quantiles interpolated (R type 8).</summary>
    public static Interval OfMean(double[] draws)
    {
        double[] sorted = [.. draws.Where(v => !double.IsNaN(v)).Order()];
        return new Interval(
            SortedArrayStatistics.Quantile(sorted, Tail), SortedArrayStatistics.Quantile(sorted, 1 - Tail));
    }

    /// <summary>Percentile interval of a median that may be +∞: the draws' own values, outwards, since ∞ has no midpoint.</summary>
    public static Interval OfMedian(double[] draws)
    {
        double[] sorted = [.. draws.Where(v => !double.IsNaN(v)).Order()];
        var last = sorted.Length - 1;
        return new Interval(sorted[(int)Math.Floor(Tail * last)], sorted[(int)Math.Ceiling((1 - Tail) * last)]);
    }

    private static double MeanLambda(ItemSummary?[] items, ReadOnlySpan<ushort> multiplicity)
    {
        double sum = 0;
        var count = 0;
        for (var seed = 0; seed < items.Length; seed++)
        {
            if (multiplicity[seed] == 0 || items[seed] is not { } item || double.IsNaN(item.Lambda)) continue;
            sum += multiplicity[seed] * item.Lambda;
            count += multiplicity[seed];
        }

        return count == 0 ? double.NaN : sum / count;
    }

    private static double[] Medians(ItemSummary?[] items, int threshold, SeedResamples resamples)
    {
        // Sorted once; each draw then only counts how often it took each of the sorted values.
        (int Seed, double Time)[] byTime =
        [
            .. Enumerable.Range(0, items.Length).Where(seed => items[seed] is not null)
                .Select(seed => (Seed: seed, Time: TrainingTime.AsEpochs(items[seed]!.TrainingTimes[threshold])))
                .OrderBy(pair => pair.Time),
        ];
        double[] sorted = [.. byTime.Select(pair => pair.Time)];
        var counts = new ushort[sorted.Length];
        var medians = new double[resamples.Draws];
        for (var draw = 0; draw < medians.Length; draw++)
        {
            var multiplicity = resamples[draw];
            for (var i = 0; i < counts.Length; i++) counts[i] = multiplicity[byTime[i].Seed];
            medians[draw] = TrainingTime.Median(sorted, counts);
        }

        return medians;
    }
}
