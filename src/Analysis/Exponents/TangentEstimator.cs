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
        if (Local(series) is not ([var leading, ..], var count)) return null;
        var mean = leading.Take(count).Average();
        var deviation = count < 2 ? double.NaN : Math.Sqrt(leading.Take(count).Sum(gamma => (gamma - mean) * (gamma - mean)) / (count - 1));
        return new ExponentEstimate(mean, deviation / Math.Sqrt(count), double.NaN, 0, count - 1, true);
    }

    /// <summary>The mean of every tangent's local exponents over the same epochs: [k], the leading one, which is Λ, first; or null.</summary>
    public static double[]? Spectrum(PairGroupSeries series) =>
        Local(series) is var (rows, count) ? [.. rows.Select(row => row.Take(count).Average())] : null;

    private static (double[][] Rows, int Count)? Local(PairGroupSeries series)
    {
        if (series.Observed.FirstOrDefault(observed => observed.Name == LocalExponents.SeriesName) is not { Rows: [var leading, ..] rows }) return null;
        // A divergent run ends in an exponent that is none.
        var count = 0;
        while (count < leading.Length && double.IsFinite(leading[count])) count++;
        return count == 0 ? null : (rows, count);
    }
}
