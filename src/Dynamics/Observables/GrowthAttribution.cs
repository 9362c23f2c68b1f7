using Chaos.Actors.Dynamics.Curvature;
using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Observables;

/// <summary>
/// Which curvature the leading tangent vector grows on: rows t; its weight on curvature below 0, on (0, 2/η] and beyond; what of
/// γ_1(t) comes from each. Columns at t = 0, n, 2n … &lt; T.
/// </summary>
internal sealed class GrowthAttribution : Observable
{
    /// <inheritdoc/>
    public override string Text => "attribution";

    /// <inheritdoc/>
    public override string Series => "attribution";

    /// <inheritdoc/>
    public override bool IsTable => true;

    /// <inheritdoc/>
    public override int Rows(PairGroupSpec spec) => 1 + GrowthShares.Count;

    /// <inheritdoc/>
    public override int ColumnsBefore(int t, PairGroupSpec spec) =>
        (Math.Min(t, spec.Epochs) + spec.AttributionEvery - 1) / spec.AttributionEvery;

    internal override void Observe(IPairGroupEngine engine, Span<double> column)
    {
        column[0] = engine.Epoch;
        engine.GrowthOfLeadingTangent().CopyTo(column[1..]);
    }

    internal override double[] Observe(ReferencePairGroup group) => group.GrowthOfLeadingTangent();
}
