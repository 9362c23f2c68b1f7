using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Exponents;

/// <summary>The leading k finite-time Lyapunov exponents of one item over a window of epochs, from its tangents.</summary>
/// <param name="Start">The window's first epoch.</param>
/// <param name="End">The epoch after its last one.</param>
/// <param name="Exponents">[k]: the mean of γ_i(t) over the window, per epoch, as the orthonormalisation orders them.</param>
public sealed record LyapunovSpectrum(int Start, int End, IReadOnlyList<double> Exponents)
{
    /// <summary>Growth of the k-dimensional volume, per epoch.</summary>
    public double Sum => Exponents.Sum();

    /// <summary>
    /// The Kaplan–Yorke dimension j + (λ_1 + … + λ_j) / abs(λ_{j+1}), j being the last place up to which the sum of the exponents, largest first,
    /// is not negative; 0 where λ_1 is negative; null where the sum of those that were followed does not change its sign. (Kaplan and Yorke,
    /// Lect. Notes Math. 730, 204 (1979).)
    /// </summary>
    public double? KaplanYorke
    {
        get
        {
            double sum = 0;
            double[] descending = [.. Exponents.OrderDescending()];
            for (var j = 0; j < descending.Length; j++)
            {
                if (sum + descending[j] < 0) return j + sum / -descending[j];
                sum += descending[j];
            }
            return null;
        }
    }

    /// <summary>
    /// The exponents over the epochs start … end − 1, as far as the run has finite ones: a divergent run ends in one that is none. Null without
    /// tangents, or where the window holds no such epoch.
    /// </summary>
    /// <param name="series">The item's series.</param>
    /// <param name="start">The window's first epoch.</param>
    /// <param name="end">The epoch after its last one; by default the run's end.</param>
    public static LyapunovSpectrum? Of(PairGroupSeries series, int start = 0, int end = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        if (series.Rows(LocalExponents.SeriesName) is not [var leading, ..] rows) return null;
        var to = 0;
        while (to < Math.Min(leading.Length, end) && double.IsFinite(leading[to])) to++;
        return start >= to ? null : new LyapunovSpectrum(start, to, [.. rows.Select(row => row[start..to].Average())]);
    }
}
