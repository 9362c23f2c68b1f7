using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Exponents;

/// <summary>
/// Λ = (1/(T − e)) mean_j [ln d_j(T) − ln d_j(e) + Σ r_j(t)] of replicas that are pulled back when they have gone too far: the method of
/// Benettin, Galgani, Giorgilli and Strelcyn (Meccanica 15, 9 and 21, 1980) with a finite displacement. Nothing saturates, so it is of the
/// whole run, as the mean local exponent of a tangent vector is. A quotient of two values has no fit error or R².
/// </summary>
internal static class RescaledEstimator
{
    /// <summary>The estimate; null where replicas were not pulled back, or fewer than three epochs can be read.</summary>
    public static ExponentEstimate? Estimate(PairGroupSeries series)
    {
        if (series.Rows(Rescalings.SeriesName) is null || LogDistance.MeanOfLogs(series) is not { Values: { Length: >= 3 } values } run) return null;
        var last = values.Length - 1;
        return new ExponentEstimate(
            (values[last] - values[0]) / last, double.NaN, double.NaN, run.Start, run.Start + last, true);
    }
}
