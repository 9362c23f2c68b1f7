using Chaos.Actors.Analysis.TrainingTimes;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Regimes;

/// <summary>
/// The regime of one run†, by the first of these that holds:
/// <list type="number">
/// <item><b>divergent</b>: it ends in a loss or in parameters that are not finite;</item>
/// <item><b>periodic</b>: over the last fifth of the epochs (20 at least) the loss repeats itself after 2 … 16 epochs, to a tenth of what it
/// does within a cycle, and a cycle moves it by more than a thousandth of its size;</item>
/// <item><b>chaotic</b>: its amplification reaches the campaign's criterion. <b>Learning</b> where the median test accuracy over the last
/// tenth of the epochs has come at least half the way from the first epoch's to the primary threshold (to 1 without one), else
/// <b>not learning</b>;</item>
/// <item><b>monotonic</b>: no loss exceeds the one before it by more than 10⁻⁹ of it;</item>
/// <item><b>catapult</b>: what is left: the loss rises, in one stretch or in several, and falls again.</item>
/// </list>
/// </summary>
public static class RegimeCriteria
{
    private const int FewestCycleEpochs = 20, LongestCycle = 16;
    private const double CycleError = 0.1, LeastCycle = 1e-3, Rounding = 1e-9;

    /// <summary>The regime of an item.</summary>
    /// <param name="series">Its series.</param>
    /// <param name="transient">What they say of chaos.</param>
    /// <param name="campaign">The campaign, for its criterion and its primary threshold.</param>
    public static Regime Of(PairGroupSeries series, ItemTransient transient, CampaignSpec campaign)
    {
        var primary = campaign.Verdict.PrimaryOf(campaign.Thresholds);
        return Of(
            series.Loss[0], LearningCurve.Of(series), transient.IsDivergent,
            transient.Transient.Amplification >= campaign.Verdict.Amplification, primary < 0 ? 1 : campaign.Thresholds[primary]);
    }

    /// <summary>The regime of a run.</summary>
    /// <param name="loss">[epochs]: training loss.</param>
    /// <param name="accuracy">[epochs]: test accuracy.</param>
    /// <param name="isDivergent">Whether it diverges.</param>
    /// <param name="isChaotic">Whether it is chaotic by the campaign's criterion.</param>
    /// <param name="threshold">The test accuracy of what counts as trained.</param>
    public static Regime Of(
        ReadOnlySpan<double> loss, ReadOnlySpan<double> accuracy, bool isDivergent, bool isChaotic, double threshold)
    {
        if (isDivergent) return Regime.Divergent;
        if (IsPeriodic(loss)) return Regime.Periodic;
        if (isChaotic) return Learns(accuracy, threshold) ? Regime.ChaoticLearning : Regime.ChaoticNotLearning;
        return NeverRises(loss) ? Regime.Monotonic : Regime.Catapult;
    }

    private static bool NeverRises(ReadOnlySpan<double> loss)
    {
        for (var t = 1; t < loss.Length; t++)
            if (loss[t] > loss[t - 1] + Rounding * Math.Abs(loss[t - 1])) return false;
        return true;
    }

    private static bool Learns(ReadOnlySpan<double> accuracy, double threshold)
    {
        if (accuracy.IsEmpty) return false;
        var last = accuracy[^Math.Max(1, accuracy.Length / 10)..].ToArray();
        return Median.Of(last) >= (accuracy[0] + threshold) / 2;
    }

    private static bool IsPeriodic(ReadOnlySpan<double> loss)
    {
        var count = Math.Max(FewestCycleEpochs, loss.Length / 5);
        if (loss.Length < count) return false;
        var end = loss[^count..];
        for (var period = 2; period <= Math.Min(LongestCycle, count / 3); period++)
        {
            double error = 0, least = double.PositiveInfinity, level = 0;
            for (var t = 0; t < count; t++)
            {
                level += Math.Abs(end[t]) / count;
                if (t >= period) error = Math.Max(error, Math.Abs(end[t] - end[t - period]));
                if (t + period <= count) least = Math.Min(least, Range(end.Slice(t, period)));
            }
            // What merely drifts moves within a cycle no further than from one cycle to the next.
            if (error <= CycleError * least && least > LeastCycle * level) return true;
        }
        return false;
    }

    private static double Range(ReadOnlySpan<double> values)
    {
        var (low, high) = (values[0], values[0]);
        foreach (var value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return high - low;
    }
}
