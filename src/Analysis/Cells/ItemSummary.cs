using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.TrainingTimes;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>What one work item says, in numbers.</summary>
/// <param name="Lambda">Λ per epoch; NaN if there is nothing to fit or the estimator's filter rejects it.</param>
/// <param name="InitialDistance">D = mean_j d_j as realised by the perturbation: D(0), or D(e) where it comes later; 0 if there is none.</param>
/// <param name="FinalAccuracy">Test accuracy at the last finite epoch; NaN if there is none.</param>
/// <param name="BestAccuracy">The best test accuracy of any finite epoch; NaN if there is none.</param>
/// <param name="TrainingTimes">τ(a) of each threshold, in their order; null where never reached in a finite epoch.</param>
/// <param name="DivergedAt">The first epoch with a loss or w(T) that is not finite, or null.</param>
public sealed record ItemSummary(
    double Lambda,
    double InitialDistance,
    double FinalAccuracy,
    double BestAccuracy,
    IReadOnlyList<int?> TrainingTimes,
    int? DivergedAt)
{
    /// <summary>Where each observed series of one row ended.</summary>
    public IReadOnlyList<LastValue> LastValues { get; init; } = [];

    /// <summary>Reads the series of one item.</summary>
    /// <param name="series">The item's series; a divergent item is read over the epochs it has.</param>
    /// <param name="thresholds">Test accuracies a at which τ(a) is taken.</param>
    /// <param name="estimator">The estimator of Λ; null for the usual one.</param>
    public static ItemSummary Of(
        PairGroupSeries series, IReadOnlyList<double> thresholds, Estimator? estimator = null)
    {
        var estimate = Exponent.Estimate(estimator ?? Exponent.Usual(series), series);
        var accuracy = LearningCurve.Of(series);
        var times = new int?[thresholds.Count];
        for (var a = 0; a < times.Length; a++) times[a] = TrainingTime.First(accuracy, thresholds[a]);
        return new ItemSummary(
            estimate is { Kept: true } ? estimate.Lambda : double.NaN,
            Initial(series.Distance),
            accuracy.IsEmpty ? double.NaN : accuracy[^1],
            Best(accuracy),
            times,
            LearningCurve.DivergedAt(series))
        {
            LastValues = LastValue.Of(series.Observed, LearningCurve.DivergedAt(series) is not null),
        };
    }

    // Before the perturbation every distance is exactly 0.
    private static double Initial(double[][] distance)
    {
        if (distance.Length == 0 || distance.Any(d => d.Length == 0)) return double.NaN;
        for (var t = 0; t < distance.Min(d => d.Length); t++)
            if (distance.Average(d => d[t]) is var mean && mean != 0) return mean;
        return 0;
    }

    private static double Best(ReadOnlySpan<double> accuracy)
    {
        var best = double.NaN;
        foreach (var value in accuracy) best = double.IsNaN(best) ? value : Math.Max(best, value);
        return best;
    }
}
