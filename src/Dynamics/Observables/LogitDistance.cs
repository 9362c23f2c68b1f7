using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Observables;

/// <summary>
/// How far the function of each replica is from the reference's at w(t): mean over the test samples of the L1 distance of their logits,
/// which is the norm of d_j, so that both spaces are measured alike; nothing is squared, so nothing is lost that is small: [M, T + 1].
/// </summary>
internal sealed class LogitDistance : Observable
{
    /// <inheritdoc/>
    public override string Text => "logit-distance";

    /// <inheritdoc/>
    public override string Series => "logitDistance";

    /// <inheritdoc/>
    public override int Rows(PairGroupSpec spec) => spec.Perturbation.Count;

    /// <inheritdoc/>
    public override bool NeedsReplicas => true;

    internal override bool NeedsFunctions => true;

    internal override void Observe(IPairGroupEngine engine, Span<double> column) => engine.LogitDistances.CopyTo(column);

    internal override double[] Observe(ReferencePairGroup group) =>
        [.. group.Copies.Skip(1).Select(
            replica => group.IsPerturbed ? group.Network.LogitDistance(group.Copies[0], replica, group.Task.Test) : 0)];
}
