using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>y = φ(x), element by element.</summary>
internal sealed class ReferenceActivation(Activation activation) : ReferenceLayer
{
    public override double[] Forward(double[][] w, double[] x) => [.. x.Select(activation.Value)];

    public override double[] Backward(double[][] w, double[] x, double[] y, double[] delta) =>
        [.. delta.Select((d, i) => d * activation.Slope(x[i], y[i]))];
}
