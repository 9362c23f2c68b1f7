using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>y = φ(x), element by element.</summary>
internal sealed class ReferenceActivation(Activation activation) : ReferenceLayer
{
    public override double[] Forward(double[][] w, double[] x) => [.. x.Select(activation.Value)];

    public override double[] Backward(double[][] w, double[] x, double[] y, double[] delta) =>
        [.. delta.Select((d, i) => d * activation.Slope(x[i], y[i]))];

    public override double[] Tangent(double[][] w, double[][] v, double[] x, double[] y, double[]? xDot) =>
        [.. xDot!.Select((dot, i) => activation.Slope(x[i], y[i]) * dot)];

    public override double[] BackwardTangent(
        double[][] w, double[][] v, double[] x, double[] y, double[] xDot, double[] delta, double[] deltaDot) =>
        [.. deltaDot.Select((dot, i) => Math.FusedMultiplyAdd(
            delta[i] * activation.Curvature(x[i], y[i]), xDot[i], activation.Slope(x[i], y[i]) * dot))];
}
