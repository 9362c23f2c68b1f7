using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Observables;

/// <summary>The ends of the Hessian's spectrum: rows t, largest and smallest eigenvalue; columns at t = 0, n, 2n … &lt; T.</summary>
public sealed class HessianExtremes : Observable
{
    /// <summary>The name of the series.</summary>
    public const string SeriesName = "hessian";

    /// <summary>The finite largest eigenvalues among the series of an item, each with its epoch; none where it did not look for them.</summary>
    public static IEnumerable<(int Epoch, double Largest)> Sharpness(PairGroupSeries series) =>
        series.Rows(SeriesName) is [var epochs, var largest, ..]
            ? epochs.Zip(largest, (t, value) => ((int)t, value)).Where(at => double.IsFinite(at.value))
            : [];

    /// <inheritdoc/>
    public override string Text => SeriesName;

    /// <inheritdoc/>
    public override string Series => SeriesName;

    /// <inheritdoc/>
    public override bool IsTable => true;

    /// <inheritdoc/>
    public override int Rows(PairGroupSpec spec) => 3;

    /// <inheritdoc/>
    public override int ColumnsBefore(int t, PairGroupSpec spec) =>
        (Math.Min(t, spec.Epochs) + spec.HessianEvery - 1) / spec.HessianEvery;

    internal override void Observe(IPairGroupEngine engine, Span<double> column)
    {
        var (largest, smallest) = engine.HessianExtremes();
        (column[0], column[1], column[2]) = (engine.Epoch, largest, smallest);
    }

    internal override double[] Observe(ReferencePairGroup group) => group.HessianExtremes();
}
