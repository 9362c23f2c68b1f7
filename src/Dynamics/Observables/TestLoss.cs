using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Observables;

/// <summary>Mean loss of the reference over the test samples at w(t): [T + 1].</summary>
internal sealed class TestLoss : Observable
{
    /// <inheritdoc/>
    public override string Text => "test-loss";

    /// <inheritdoc/>
    public override string Series => "testLoss";

    /// <inheritdoc/>
    public override bool IsScalar => true;

    /// <inheritdoc/>
    public override int Rows(PairGroupSpec spec) => 1;

    internal override bool NeedsTestLoss => true;

    internal override void Observe(IPairGroupEngine engine, Span<double> column) => column[0] = engine.TestLoss;

    internal override double[] Observe(ReferencePairGroup group) =>
        [group.Network.Loss(group.Parameters(0), group.Task.Test)];
}
