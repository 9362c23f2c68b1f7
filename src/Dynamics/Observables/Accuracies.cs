using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Observables;

/// <summary>Test accuracy of every copy at w(t), the reference first: [copies, T + 1].</summary>
internal sealed class Accuracies : Observable
{
    /// <inheritdoc/>
    public override string Text => "accuracies";

    /// <inheritdoc/>
    public override string Series => "accuracies";

    /// <inheritdoc/>
    public override int Rows(PairGroupSpec spec) => 1 + spec.Perturbation.Count;

    internal override bool NeedsAccuracies => true;

    internal override void Observe(IPairGroupEngine engine, Span<double> column) => engine.Accuracies.CopyTo(column);

    internal override double[] Observe(ReferencePairGroup group) =>
        [.. group.Copies.Select(copy => group.Network.Accuracy(copy, group.Task.Test))];
}
