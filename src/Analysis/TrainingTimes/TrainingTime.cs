namespace Chaos.Actors.Analysis.TrainingTimes;

/// <summary>The training time τ(a): the first epoch whose test accuracy is ≥ a.</summary>
public static class TrainingTime
{
    /// <summary>τ(a) of one run, or null if it never reaches a (the run is censored).</summary>
    /// <param name="accuracy">[epochs]: test accuracy at t = 0, 1, …</param>
    /// <param name="threshold">a.</param>
    public static int? First(double[] accuracy, double threshold)
    {
        for (var t = 0; t < accuracy.Length; t++)
        {
            if (accuracy[t] >= threshold) return t;
        }

        return null;
    }

    /// <summary>
    /// The median in epochs, never-reached counted as +∞: for an even count the midpoint of the two middle values, so
    /// +∞ as soon as one of them is. It is finite exactly when more than half of the runs reach a. NaN without runs.
    /// </summary>
    /// <param name="times">τ of every run; null where never reached.</param>
    public static double Median(IEnumerable<int?> times)
    {
        double[] sorted = [.. times.Select(AsEpochs).Order()];
        return Median(sorted, [.. Enumerable.Repeat((ushort)1, sorted.Length)]);
    }

    /// <summary>τ as a number: +∞ when never reached.</summary>
    internal static double AsEpochs(int? time) => time ?? double.PositiveInfinity;

    /// <summary>As the other, each of the ascending values occurring so many times; NaN if none occurs.</summary>
    internal static double Median(ReadOnlySpan<double> sorted, ReadOnlySpan<ushort> multiplicity)
    {
        var total = 0;
        foreach (var count in multiplicity) total += count;
        if (total == 0) return double.NaN;
        int lowerRank = (total - 1) / 2, upperRank = total / 2, seen = 0;
        var lower = double.NaN;
        for (var i = 0; ; i++)
        {
            seen += multiplicity[i];
            if (double.IsNaN(lower) && seen > lowerRank) lower = sorted[i];
            if (seen > upperRank) return (lower + sorted[i]) / 2;
        }
    }
}
