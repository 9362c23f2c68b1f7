using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Observables;

/// <summary>Share of the test samples for which each replica predicts another class than the reference at w(t): [M, T + 1].</summary>
internal sealed class Disagreement : Observable
{
    /// <inheritdoc/>
    public override string Text => "disagreement";

    /// <inheritdoc/>
    public override string Series => "disagreement";

    /// <inheritdoc/>
    public override int Rows(PairGroupSpec spec) => spec.Perturbation.Count;

    /// <inheritdoc/>
    public override bool NeedsReplicas => true;

    /// <inheritdoc/>
    public override bool NeedsClasses => true;

    internal override bool NeedsFunctions => true;

    internal override void Observe(IPairGroupEngine engine, Span<double> column) => engine.Disagreements.CopyTo(column);

    internal override double[] Observe(ReferencePairGroup group) =>
        [.. group.Copies.Skip(1).Select(replica => group.Network.Disagreement(group.Copies[0], replica, group.Task.Test))];
}
