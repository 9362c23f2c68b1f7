using static System.Math;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>y[o] = b[o] + Σ_i x[i] · w[o, i], i ascending.</summary>
internal sealed class ReferenceDense(int ins, int outs, bool biases) : ReferenceLayer
{
    public override IReadOnlyList<int[]> Shapes => biases ? [[outs, ins], [outs]] : [[outs, ins]];

    public override double[] Forward(double[][] w, double[] x) => Add(w, x, biases ? (double[])w[1].Clone() : new double[outs]);

    public override double[] Tangent(double[][] w, double[][] v, double[] x, double[] y, double[]? xDot) =>
        xDot is null ? Forward(v, x) : Add(w, xDot, Forward(v, x));

    public override void AddGradient(double[][] gradient, double[] x, double[] delta)
    {
        for (var o = 0; o < outs; o++)
        {
            if (biases) gradient[1][o] += delta[o];
            for (var i = 0; i < ins; i++)
                gradient[0][o * ins + i] = FusedMultiplyAdd(x[i], delta[o], gradient[0][o * ins + i]);
        }
    }

    public override double[] Backward(double[][] w, double[] x, double[] y, double[] delta) =>
        AddBack(w, delta, new double[ins]);

    public override double[] BackwardTangent(
        double[][] w, double[][] v, double[] x, double[] y, double[] xDot, double[] delta, double[] deltaDot) =>
        AddBack(w, deltaDot, Backward(v, x, y, delta));

    private double[] Add(double[][] w, double[] x, double[] y)
    {
        for (var o = 0; o < outs; o++)
            for (var i = 0; i < ins; i++) y[o] = FusedMultiplyAdd(x[i], w[0][o * ins + i], y[o]);
        return y;
    }

    private double[] AddBack(double[][] w, double[] delta, double[] below)
    {
        for (var i = 0; i < ins; i++)
            for (var o = 0; o < outs; o++) below[i] = FusedMultiplyAdd(delta[o], w[0][o * ins + i], below[i]);
        return below;
    }
}
