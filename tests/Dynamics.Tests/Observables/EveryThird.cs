using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Tests.Observables;

/// <summary>A series of another shape than those that exist: two rows, a column at t = 0, 3, 6 … and none at T.</summary>
internal sealed class EveryThird : Observable
{
    public override string Text => "every-third";

    public override string Series => "everyThird";

    public override int Rows(PairGroupSpec spec) => 2;

    public override int ColumnsBefore(int t, PairGroupSpec spec) => (Math.Min(t, spec.Epochs) + 2) / 3;

    internal override bool NeedsTestLoss => true;

    internal override void Observe(IPairGroupEngine engine, Span<double> column)
    {
        column[0] = engine.TestLoss;
        column[1] = -column[0];
    }

    internal override double[] Observe(ReferencePairGroup group) => throw new NotSupportedException();
}
