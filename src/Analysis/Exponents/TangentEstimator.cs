using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Exponents;

/// <summary>
/// Λ = (1/T) Σ γ_1(t) over the run, from the series <c>exponents</c>: the finite-time Lyapunov exponent along the reference itself. Its
/// standard error is that of the mean of independent values, which local exponents are not: a lower bound.
/// </summary>
internal static class TangentEstimator
{
    /// <summary>The estimate; null without tangents, or where none of their exponents is finite.</summary>
    public static ExponentEstimate? Estimate(PairGroupSeries series)
    {
        if (LyapunovSpectrum.Of(series) is not { End: var count, Exponents: [var mean, ..] }) return null;
        var leading = series.Rows(LocalExponents.SeriesName)![0];
        var deviation = count < 2 ? double.NaN : Math.Sqrt(leading.Take(count).Sum(gamma => (gamma - mean) * (gamma - mean)) / (count - 1));
        return new ExponentEstimate(mean, deviation / Math.Sqrt(count), double.NaN, 0, count - 1, true);
    }
}
