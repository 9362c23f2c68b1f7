using static System.Math;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>y[o] = b[o] + Σ_i x[i] · w[o, i], i ascending.</summary>
internal sealed class ReferenceDense(int ins, int outs, bool biases) : ReferenceLayer
{
    public override IReadOnlyList<int[]> Shapes => biases ? [[outs, ins], [outs]] : [[outs, ins]];

    public override double[] Forward(double[][] w, double[] x)
    {
        var y = new double[outs];
        for (var o = 0; o < outs; o++)
        {
            y[o] = biases ? w[1][o] : 0;
            for (var i = 0; i < ins; i++) y[o] = FusedMultiplyAdd(x[i], w[0][o * ins + i], y[o]);
        }

        return y;
    }

    public override void AddGradient(double[][] gradient, double[] x, double[] delta)
    {
        for (var o = 0; o < outs; o++)
        {
            if (biases) gradient[1][o] += delta[o];
            for (var i = 0; i < ins; i++)
                gradient[0][o * ins + i] = FusedMultiplyAdd(x[i], delta[o], gradient[0][o * ins + i]);
        }
    }

    public override double[] Backward(double[][] w, double[] x, double[] y, double[] delta)
    {
        var below = new double[ins];
        for (var i = 0; i < ins; i++)
            for (var o = 0; o < outs; o++) below[i] = FusedMultiplyAdd(delta[o], w[0][o * ins + i], below[i]);
        return below;
    }
}
