using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Tasks;
using static System.Math;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>
/// y[o, p] = b[o] + Σ x[i, p · stride + (r, c) − border] · w[o, i, r, c], r, c, i ascending; what lies outside the image contributes
/// nothing. What is passed back: for each output pixel p, ascending, Σ_o delta[o, p] · w[o, i, r, c], o ascending, is added to the input
/// pixel on which (r, c) lay.
/// </summary>
internal sealed class ReferenceConvolution(ConvolutionSpec spec, SampleShape image, bool biases) : ReferenceLayer
{
    private readonly (int Outs, int Ins, int Height, int Width) _kernel = (spec.Channels, image.Channels, spec.Height, spec.Width);
    private readonly (int Rows, int Columns) _outputs = (spec.OutputOf(image).Height, spec.OutputOf(image).Width);

    public override IReadOnlyList<int[]> Shapes => biases
        ? [[_kernel.Outs, _kernel.Ins, _kernel.Height, _kernel.Width], [_kernel.Outs]]
        : [[_kernel.Outs, _kernel.Ins, _kernel.Height, _kernel.Width]];

    public override double[] Forward(double[][] w, double[] x)
    {
        var y = new double[_kernel.Outs * _outputs.Rows * _outputs.Columns];
        for (var o = 0; o < _kernel.Outs; o++)
            for (var p = 0; p < _outputs.Rows * _outputs.Columns; p++) y[Output(o, p)] = biases ? w[1][o] : 0;
        return Add(w, x, y);
    }

    public override double[] Tangent(double[][] w, double[][] v, double[] x, double[] y, double[]? xDot) =>
        xDot is null ? Forward(v, x) : Add(w, xDot, Forward(v, x));

    private double[] Add(double[][] w, double[] x, double[] y)
    {
        for (var o = 0; o < _kernel.Outs; o++)
            for (var p = 0; p < _outputs.Rows * _outputs.Columns; p++)
            {
                var sum = y[Output(o, p)];
                for (var r = 0; r < _kernel.Height; r++)
                    for (var c = 0; c < _kernel.Width; c++)
                        for (var i = 0; i < _kernel.Ins; i++)
                            if (Under(p, r, c, i) is { } pixel) sum = FusedMultiplyAdd(x[pixel], w[0][Weight(o, i, r, c)], sum);
                y[Output(o, p)] = sum;
            }

        return y;
    }

    public override void AddGradient(double[][] gradient, double[] x, double[] delta)
    {
        for (var o = 0; o < _kernel.Outs; o++)
            for (var p = 0; p < _outputs.Rows * _outputs.Columns; p++)
            {
                if (biases) gradient[1][o] += delta[Output(o, p)];
                for (var r = 0; r < _kernel.Height; r++)
                    for (var c = 0; c < _kernel.Width; c++)
                        for (var i = 0; i < _kernel.Ins; i++)
                        {
                            if (Under(p, r, c, i) is not { } pixel) continue;
                            ref var g = ref gradient[0][Weight(o, i, r, c)];
                            g = FusedMultiplyAdd(x[pixel], delta[Output(o, p)], g);
                        }
            }
    }

    public override double[] Backward(double[][] w, double[] x, double[] y, double[] delta) => Backward(x, (w, delta));

    public override double[] BackwardTangent(
        double[][] w, double[][] v, double[] x, double[] y, double[] xDot, double[] delta, double[] deltaDot) =>
        Backward(x, (v, delta), (w, deltaDot));

    // Σ_o of the first weights and derivatives, and then of the second, is one sum.
    private double[] Backward(double[] x, params (double[][] W, double[] Delta)[] parts)
    {
        var below = new double[x.Length];
        for (var p = 0; p < _outputs.Rows * _outputs.Columns; p++)
            for (var r = 0; r < _kernel.Height; r++)
                for (var c = 0; c < _kernel.Width; c++)
                    for (var i = 0; i < _kernel.Ins; i++)
                    {
                        if (Under(p, r, c, i) is not { } pixel) continue;
                        var sum = 0.0;
                        foreach (var (w, delta) in parts)
                            for (var o = 0; o < _kernel.Outs; o++)
                                sum = FusedMultiplyAdd(delta[Output(o, p)], w[0][Weight(o, i, r, c)], sum);
                        below[pixel] += sum;
                    }

        return below;
    }

    private int Weight(int o, int i, int r, int c) =>
        ((o * _kernel.Ins + i) * _kernel.Height + r) * _kernel.Width + c;

    private int Output(int o, int p) => o * _outputs.Rows * _outputs.Columns + p;

    // The input that lies under a place of the kernel, if that is inside the image.
    private int? Under(int p, int r, int c, int i)
    {
        var row = p / _outputs.Columns * spec.Stride + r - Border(image.Height, _kernel.Height, _outputs.Rows);
        var column = p % _outputs.Columns * spec.Stride + c - Border(image.Width, _kernel.Width, _outputs.Columns);
        return row >= 0 && row < image.Height && column >= 0 && column < image.Width
            ? (i * image.Height + row) * image.Width + column
            : null;
    }

    // Zeros before the first pixel: the smaller half of as many as are missing.
    private int Border(int pixels, int size, int outputs) =>
        spec.Same ? Max(0, (outputs - 1) * spec.Stride + size - pixels) / 2 : 0;
}
