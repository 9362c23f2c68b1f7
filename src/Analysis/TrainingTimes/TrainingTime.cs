namespace Chaos.Actors.Analysis.TrainingTimes;

/// <summary>The training time τ(a): the first epoch whose test accuracy is ≥ a.</summary>
public static class TrainingTime
{
    /// <summary>τ(a) of one run, or null if it never reaches a (the run is censored).</summary>
    /// <param name="accuracy">[epochs]: test accuracy at t = 0, 1, …: <see cref="LearningCurve.Of"/>.</param>
    /// <param name="threshold">a.</param>
    public static int? First(ReadOnlySpan<double> accuracy, double threshold)
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
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>τ as a number: +∞ when never reached.</summary>
    internal static double AsEpochs(int? time) => time ?? double.PositiveInfinity;
}
