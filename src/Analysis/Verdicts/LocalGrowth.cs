using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>How fast nearby trajectories part at each epoch of one item, up to the first value that is not finite.</summary>
/// <param name="Source">What it is read from.</param>
/// <param name="Start">The epoch of the first value.</param>
/// <param name="Values">Growth in the steps Start → Start + 1, …, in e-folds.</param>
public sealed record LocalGrowth(GrowthSource Source, int Start, double[] Values)
{
    /// <summary>Reads the series of one item: its tangents if it has any, else its distances.</summary>
    public static LocalGrowth Of(PairGroupSeries series)
    {
        if (series.Rows(LocalExponents.SeriesName) is [var leading, ..])
        {
            double[] finite = [.. leading.TakeWhile(double.IsFinite)];
            return new LocalGrowth(finite.Length > 0 ? GrowthSource.Tangents : GrowthSource.None, 0, finite);
        }
        var (start, values) = LogDistance.OfMean(series);
        var steps = new double[Math.Max(values.Length - 1, 0)];
        for (var t = 0; t < steps.Length; t++) steps[t] = values[t + 1] - values[t];
        return new LocalGrowth(steps.Length > 0 ? GrowthSource.Distances : GrowthSource.None, start, steps);
    }

    /// <summary>G(t) = Σ γ over the epochs before t: by how many e-folds trajectories have parted at t.</summary>
    public double Before(int t)
    {
        double sum = 0;
        for (var i = 0; i < Values.Length && Start + i < t; i++) sum += Values[i];
        return sum;
    }
}
