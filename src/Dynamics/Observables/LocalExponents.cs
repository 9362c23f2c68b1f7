using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Observables;

/// <summary>Local exponents γ_i(t) = ln r_ii of the tangent vectors, of the step t → t + 1: [k, T].</summary>
public sealed class LocalExponents : Observable
{
    /// <summary>The name of the series.</summary>
    public const string SeriesName = "exponents";

    /// <inheritdoc/>
    public override string Text => SeriesName;

    /// <inheritdoc/>
    public override string Series => SeriesName;

    /// <inheritdoc/>
    public override int Rows(PairGroupSpec spec) => spec.Tangents;

    /// <inheritdoc/>
    public override int ColumnsBefore(int t, PairGroupSpec spec) =>
        Math.Min(t, spec.Epochs);

    internal override void Observe(IPairGroupEngine engine, Span<double> column) =>
        engine.Exponents.CopyTo(column);

    internal override double[] Observe(ReferencePairGroup group) => group.Exponents;
}
