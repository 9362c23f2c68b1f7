using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Exponents;

/// <summary>The finite-time Lyapunov exponents that the tangent vectors of a group measured.</summary>
public static class LyapunovSpectrum
{
    private const string Series = "exponents";

    /// <summary>
    /// λ_i = the mean over the run of the local exponents γ_i(t), per epoch: [k], the leading one first. Epochs from the one a group
    /// diverged at count for nothing.
    /// </summary>
    /// <returns>The exponents; null where no tangent was followed, or not for a single step.</returns>
    public static double[]? Of(PairGroupSeries series)
    {
        if (series.Observed.FirstOrDefault(observed => observed.Name == Series) is not { } local) return null;
        var steps = Math.Min(local.Length, series.DivergedAt ?? local.Length);
        return steps == 0 ? null : [.. local.Rows.Select(row => row.Take(steps).Average())];
    }
}
