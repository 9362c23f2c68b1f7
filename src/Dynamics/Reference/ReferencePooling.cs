using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>The windows of a pooling over one sample: for each output value, channel-major, its pixels row by row.</summary>
internal abstract class ReferencePooling(PoolingSpec spec, SampleShape image) : ReferenceLayer
{
    // Linear, once it is known which pixels are the largest.
    public sealed override double[] BackwardTangent(
        double[][] w, double[][] v, double[] x, double[] y, double[] xDot, double[] delta, double[] deltaDot) =>
        Backward(w, x, y, deltaDot);

    /// <summary>Pixels of a window.</summary>
    protected int Pixels { get; } = spec.Size * spec.Size;

    /// <summary>The inputs of every window, windows ascending.</summary>
    protected IEnumerable<int[]> Windows()
    {
        var outputs = spec.OutputOf(image);
        for (var channel = 0; channel < image.Channels; channel++)
            for (var row = 0; row < outputs.Height; row++)
                for (var column = 0; column < outputs.Width; column++)
                    yield return [.. Enumerable.Range(0, Pixels).Select(q =>
                        (channel * image.Height + row * spec.Stride + q / spec.Size) * image.Width
                        + column * spec.Stride + q % spec.Size)];
    }
}

/// <summary>y = Σ x / pixels of each window, pixels ascending.</summary>
internal sealed class ReferenceAveragePool(AveragePoolSpec spec, SampleShape image) : ReferencePooling(spec, image)
{
    public override double[] Forward(double[][] w, double[] x) =>
        [.. Windows().Select(window => window.Aggregate(0.0, (sum, pixel) => sum + x[pixel]) / Pixels)];

    public override double[] Tangent(double[][] w, double[][] v, double[] x, double[] y, double[]? xDot) => Forward(w, xDot!);

    public override double[] Backward(double[][] w, double[] x, double[] y, double[] delta)
    {
        var below = new double[x.Length];
        foreach (var (window, d) in Windows().Zip(delta))
            foreach (var pixel in window) below[pixel] += d / Pixels;
        return below;
    }
}

/// <summary>y = max x of each window, a NaN where there is one; the first of equals passes the derivative back.</summary>
internal sealed class ReferenceMaximumPool(MaximumPoolSpec spec, SampleShape image) : ReferencePooling(spec, image)
{
    public override double[] Forward(double[][] w, double[] x) => [.. Windows().Select(window =>
        window.Select(pixel => x[pixel]).Aggregate((best, value) => value > best || double.IsNaN(value) ? value : best))];

    public override double[] Tangent(double[][] w, double[][] v, double[] x, double[] y, double[]? xDot) =>
        [.. Windows().Select((window, k) => window.Where(pixel => x[pixel] == y[k]).Select(pixel => xDot![pixel]).FirstOrDefault())];

    public override double[] Backward(double[][] w, double[] x, double[] y, double[] delta)
    {
        var below = new double[x.Length];
        foreach (var (window, k) in Windows().Select((window, k) => (window, k)))
            foreach (var pixel in window)
            {
                if (x[pixel] != y[k]) continue;
                below[pixel] += delta[k];
                break;
            }

        return below;
    }
}
