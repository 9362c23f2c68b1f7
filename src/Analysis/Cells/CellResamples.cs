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
    /// <param name="items">The cell's items, each with its place among the seeds that are drawn from, ascending.</param>
    /// <param name="thresholds">Number of thresholds.</param>
    /// <param name="resamples">The draws.</param>
    public static CellResamples Of(
        IReadOnlyList<(int Place, ItemSummary Item)> items, int thresholds, SeedResamples resamples)
    {
        var kept = items.Where(item => !double.IsNaN(item.Item.Lambda)).ToArray();
        int[] places = [.. kept.Select(item => item.Place)];
        double[] values = [.. kept.Select(item => item.Item.Lambda)];
        SortedTimes[] times = [.. Enumerable.Range(0, thresholds).Select(a => SortedTimes.Of(items, a))];
        var result = new CellResamples(
            new double[resamples.Draws], [.. times.Select(_ => new double[resamples.Draws])]);
        var draw = 0;
        foreach (var multiplicity in resamples.All())
        {
            result.Lambda[draw] = Mean(places, values, multiplicity);
            for (var a = 0; a < times.Length; a++) result.MedianTime[a][draw] = times[a].Median(multiplicity);
            draw++;
        }

        return result;
    }

    /// <summary>Percentile interval of a mean: quantiles interpolated (R type 8).</summary>
    public static Interval OfMean(double[] draws)
    {
        var sorted = Sorted(draws);
        return new Interval(
            SortedArrayStatistics.Quantile(sorted, Tail), SortedArrayStatistics.Quantile(sorted, 1 - Tail));
    }

    /// <summary>Percentile interval of a median that may be +∞: the draws' own values, outwards, since ∞ has no midpoint.</summary>
    public static Interval OfMedian(double[] draws)
    {
        var sorted = Sorted(draws);
        var last = sorted.Length - 1;
        return new Interval(sorted[(int)Math.Floor(Tail * last)], sorted[(int)Math.Ceiling((1 - Tail) * last)]);
    }

    private static double[] Sorted(double[] draws)
    {
        double[] sorted = Array.Exists(draws, double.IsNaN) ? Array.FindAll(draws, draw => !double.IsNaN(draw)) : [.. draws];
        // A training time is often the same in every draw.
        if (sorted.AsSpan(1).ContainsAnyExcept(sorted[0])) Array.Sort(sorted);
        return sorted;
    }

    private static double Mean(int[] places, double[] values, ushort[] multiplicity)
    {
        double sum = 0;
        var count = 0;
        for (var i = 0; i < places.Length; i++)
        {
            int times = multiplicity[places[i]];
            sum += times * values[i];
            count += times;
        }

        return count == 0 ? double.NaN : sum / count;
    }

    /// <summary>The training times of a cell, sorted once: each draw then only counts how often it took each.</summary>
    private readonly record struct SortedTimes(double[] Times, int[] Places)
    {
        public static SortedTimes Of(IReadOnlyList<(int Place, ItemSummary Item)> items, int threshold)
        {
            double[] times = [.. items.Select(item => TrainingTime.AsEpochs(item.Item.TrainingTimes[threshold]))];
            int[] places = [.. items.Select(item => item.Place)];
            Array.Sort(times, places);
            return new SortedTimes(times, places);
        }

        public double Median(ushort[] multiplicity)
        {
            var total = 0;
            foreach (var place in Places) total += multiplicity[place];
            if (total == 0) return double.NaN;
            if (Times[0].Equals(Times[^1])) return Times[0];
            int lowerRank = (total - 1) / 2, upperRank = total / 2, seen = 0;
            var lower = double.NaN;
            for (var i = 0; ; i++)
            {
                seen += multiplicity[Places[i]];
                if (double.IsNaN(lower) && seen > lowerRank) lower = Times[i];
                if (seen > upperRank) return (lower + Times[i]) / 2;
            }
        }
    }
}
