using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.TrainingTimes;

/// <summary>
/// The test accuracies of a run that count: those of its finite epochs. Where a loss is not finite, the network answers
/// NaN to every sample, which reads as class 0, and its "accuracy" is the share of that class.
/// </summary>
public static class LearningCurve
{
    /// <summary>
    /// The epoch at which a run diverged, or null. Also T, where no loss is recorded, if a copy's parameters there are not
    /// finite: their distance is not, then. (Series of releases that did not look at w(T) say nothing of it themselves.)
    /// </summary>
    public static int? DivergedAt(PairGroupSeries series) => series.DivergedAt
        ?? (series.Distance.Any(replica => replica.Length > 0 && !double.IsFinite(replica[^1]))
            ? series.Distance.Max(replica => replica.Length) - 1
            : null);

    /// <summary>The accuracies of the finite epochs, from t = 0.</summary>
    public static ReadOnlySpan<double> Of(PairGroupSeries series)
    {
        var accuracy = series.Accuracy.AsSpan();
        return DivergedAt(series) is { } end && end < accuracy.Length ? accuracy[..end] : accuracy;
    }
}
