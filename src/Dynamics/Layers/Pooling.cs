using System.Collections.Immutable;
using System.Globalization;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>One value for each window of an image and each channel.</summary>
/// <param name="Size">Rows and columns of a window.</param>
/// <param name="Stride">Pixels from a window to the next.</param>
public abstract record PoolingSpec(int Size, int Stride) : LayerSpec
{
    /// <summary>Rows and columns of a window.</summary>
    public int Size { get; } = Positive(Size);

    /// <summary>Pixels from a window to the next.</summary>
    public int Stride { get; } = Positive(Stride);

    /// <inheritdoc/>
    public sealed override string Text => string.Create(CultureInfo.InvariantCulture, $"{Word} {Size}")
        + (Stride == Size ? "" : string.Create(CultureInfo.InvariantCulture, $" stride {Stride}"));

    internal sealed override SampleShape OutputOf(SampleShape inputs)
    {
        var windows = WindowsOn(inputs);
        windows.Check("window");
        return SampleShape.Image(windows.Rows, windows.Columns, inputs.Channels);
    }

    internal sealed override ImmutableArray<ParameterTensor> Describe(SampleShape inputs, string name, long offset) => [];

    internal sealed override IEnumerable<Layer> Build(LayerPlan plan, LayerContext context) =>
        Data.OrBelow(plan, context, below => Create(plan, context, below));

    internal Windows WindowsOn(SampleShape inputs) => new(inputs, Size, Size, Stride, same: false);

    private protected abstract Layer Create(LayerPlan plan, LayerContext context, Layer below);

    private protected static (int Size, int Stride) Arguments(LayerText text)
    {
        var size = text.Number("a number of pixels");
        return (size, text.Take("stride") ? text.Number("a number of pixels") : size);
    }
}

/// <summary>The average of each window, its pixels added row by row.</summary>
/// <param name="Size">Rows and columns of a window.</param>
/// <param name="Stride">Pixels from a window to the next.</param>
public sealed record AveragePoolSpec(int Size, int Stride) : PoolingSpec(Size, Stride)
{
    internal const string Name = "avgpool";

    /// <inheritdoc/>
    public override string Word => Name;

    internal static LayerSpec Read(LayerText text)
    {
        var (size, stride) = Arguments(text);
        return new AveragePoolSpec(size, stride);
    }

    private protected override Layer Create(LayerPlan plan, LayerContext context, Layer below) =>
        new AveragePool(plan, WindowsOn(plan.InputShape), context, below);
}

/// <summary>The largest value of each window; the first of equals passes the derivative back.</summary>
/// <param name="Size">Rows and columns of a window.</param>
/// <param name="Stride">Pixels from a window to the next.</param>
public sealed record MaximumPoolSpec(int Size, int Stride) : PoolingSpec(Size, Stride)
{
    internal const string Name = "maxpool";

    /// <inheritdoc/>
    public override string Word => Name;

    internal static LayerSpec Read(LayerText text)
    {
        var (size, stride) = Arguments(text);
        return new MaximumPoolSpec(size, stride);
    }

    private protected override Layer Create(LayerPlan plan, LayerContext context, Layer below) =>
        new MaximumPool(plan, WindowsOn(plan.InputShape), context, below);
}

/// <summary>A pooling: image by image.</summary>
internal abstract unsafe class Pooling(LayerPlan plan, Windows windows, LayerContext context, Layer below) : Layer
{
    private readonly Signal _input =
        below.Output ?? throw new InvalidOperationException("Nothing follows the layer that makes the logits.");

    private readonly Signal _output = new(context.Tile, context.Copies, plan.Outputs, context.Tangents);

    public override Signal Output => _output;

    public override bool WantsDeltas => below.WantsDeltas;

    protected IKernels Kernels { get; } = context.Kernels;

    protected Windows Windows { get; } = windows;

    protected int Channels { get; } = plan.InputShape.Channels;

    public override void Forward(in Tile tile, in ParameterView w)
    {
        for (var s = 0; s < tile.Count; s++)
            for (var copy = 0; copy < tile.Copies; copy++)
                Pool(Windows.Pixels(Row(_input.Values(tile, copy), s)), Row(_output.Values(tile, copy), s));
    }

    public override void Backward(in Tile tile, in ParameterView w, in ParameterView gradient)
    {
        if (!below.WantsDeltas) return;
        for (var s = 0; s < tile.Count; s++)
            for (var copy = 0; copy < tile.Copies; copy++)
            {
                var deltas = Row(_input.Deltas(tile, copy), s);
                new Span<double>(deltas, _input.Width).Clear();
                PassBack(
                    Windows.Pixels(Row(_input.Values(tile, copy), s)), Row(_output.Values(tile, copy), s),
                    Row(_output.Deltas(tile, copy), s), Windows.Pixels(deltas));
            }
    }

    public override LayerTangent Tangent(LayerTangent? tangentBelow, Logits? tangentLogits) => new Along(this);

    protected abstract void Pool(in PatchView values, double* output);

    /// <summary>The tangents of the outputs from those of the inputs.</summary>
    protected abstract void PoolTangent(in PatchView values, double* output, in PatchView tangents, double* tangentOutput);

    protected abstract void PassBack(in PatchView values, double* output, double* delta, in PatchView deltas);

    private static double* Row(in MatrixView images, int sample) => images.RowRange(sample, 1).Data;

    // Both passes are linear, once it is known which pixels are the largest.
    private sealed class Along(Pooling layer) : LayerTangent
    {
        private readonly Signal _input = layer._input.Tangents;
        private readonly Signal _output = layer._output.Tangents;

        public override void Forward(in Tile tile, in ParameterView w, in ParameterView v)
        {
            for (var s = 0; s < tile.Count; s++)
                for (var i = 0; i < tile.Copies; i++)
                    layer.PoolTangent(
                        layer.Windows.Pixels(Row(layer._input.Values(tile.With(1), 0), s)), Row(layer._output.Values(tile.With(1), 0), s),
                        layer.Windows.Pixels(Row(_input.Values(tile, i), s)), Row(_output.Values(tile, i), s));
        }

        public override void Backward(in Tile tile, in ParameterView w, in ParameterView v, in ParameterView product)
        {
            for (var s = 0; s < tile.Count; s++)
                for (var i = 0; i < tile.Copies; i++)
                {
                    var deltas = Row(_input.Deltas(tile, i), s);
                    new Span<double>(deltas, _input.Width).Clear();
                    layer.PassBack(
                        layer.Windows.Pixels(Row(layer._input.Values(tile.With(1), 0), s)), Row(layer._output.Values(tile.With(1), 0), s),
                        Row(_output.Deltas(tile, i), s), layer.Windows.Pixels(deltas));
                }
        }
    }
}

/// <summary>The average of each window.</summary>
internal sealed unsafe class AveragePool(LayerPlan plan, Windows windows, LayerContext context, Layer below)
    : Pooling(plan, windows, context, below)
{
    protected override void Pool(in PatchView values, double* output) => Kernels.AveragePool(values, Channels, output);

    protected override void PoolTangent(in PatchView values, double* output, in PatchView tangents, double* tangentOutput) =>
        Kernels.AveragePool(tangents, Channels, tangentOutput);

    protected override void PassBack(in PatchView values, double* output, double* delta, in PatchView deltas) =>
        Kernels.AddAveragePoolGradient(delta, Channels, deltas);
}

/// <summary>The largest value of each window.</summary>
internal sealed unsafe class MaximumPool(LayerPlan plan, Windows windows, LayerContext context, Layer below)
    : Pooling(plan, windows, context, below)
{
    public override bool NeedsOutput => true;

    protected override void Pool(in PatchView values, double* output) => Kernels.MaximumPool(values, Channels, output);

    protected override void PoolTangent(in PatchView values, double* output, in PatchView tangents, double* tangentOutput) =>
        Kernels.MaximumPoolTangent(values, output, tangents, Channels, tangentOutput);

    protected override void PassBack(in PatchView values, double* output, double* delta, in PatchView deltas) =>
        Kernels.AddMaximumPoolGradient(values, output, delta, Channels, deltas);
}
