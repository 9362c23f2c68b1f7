namespace Chaos.Actors.Dynamics.Reference;

/// <summary>
/// One layer in plain scalar loops over one sample at a time. The values of a sample are one row; those of an image are channel-major,
/// [channel, row, column].
/// </summary>
internal abstract class ReferenceLayer
{
    /// <summary>The shapes of its parameters: none, weights [out, in, …], or weights and biases [out].</summary>
    public virtual IReadOnlyList<int[]> Shapes => [];

    /// <summary>y from x.</summary>
    public abstract double[] Forward(double[][] w, double[] x);

    /// <summary>Adds one sample's part to the gradient; samples come in ascending order.</summary>
    public virtual void AddGradient(double[][] gradient, double[] x, double[] delta)
    {
    }

    /// <summary>∂loss/∂x from ∂loss/∂y = delta.</summary>
    public abstract double[] Backward(double[][] w, double[] x, double[] y, double[] delta);

    /// <summary>The derivative of y along v, and along ẋ if x depends on parameters.</summary>
    public abstract double[] Tangent(double[][] w, double[][] v, double[] x, double[] y, double[]? xDot);

    /// <summary>The derivative of what <see cref="Backward"/> gives.</summary>
    public abstract double[] BackwardTangent(
        double[][] w, double[][] v, double[] x, double[] y, double[] xDot, double[] delta, double[] deltaDot);
}
