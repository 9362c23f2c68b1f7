using System.Collections.Immutable;
using System.Globalization;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>
/// A convolution: z[s, p, o] = b[o] + Σ x[s, p · stride + (r, c), i] · w[o, i, r, c] over kernel row r, kernel column c and input channel
/// i, ascending in this order.
/// </summary>
/// <param name="Channels">Its output channels.</param>
/// <param name="Height">Rows of the kernel.</param>
/// <param name="Width">Columns of the kernel.</param>
/// <param name="Stride">Pixels from one place of the kernel to the next.</param>
/// <param name="Same">Whether zeros around the image let the kernel lie on every pixel; otherwise it lies where it fits.</param>
public sealed record ConvolutionSpec(int Channels, int Height, int Width, int Stride = 1, bool Same = false) : LayerSpec
{
    internal const string Name = "conv";

    /// <summary>Its output channels.</summary>
    public int Channels { get; } = Positive(Channels);

    /// <summary>Rows of the kernel.</summary>
    public int Height { get; } = Positive(Height);

    /// <summary>Columns of the kernel.</summary>
    public int Width { get; } = Positive(Width);

    /// <summary>Pixels from one place of the kernel to the next.</summary>
    public int Stride { get; } = Positive(Stride);

    /// <inheritdoc/>
    public override string Word => Name;

    /// <inheritdoc/>
    public override string Text => string.Create(CultureInfo.InvariantCulture, $"{Name} {Channels} {Height}x{Width}")
        + (Stride == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" stride {Stride}")) + (Same ? " same" : "");

    internal static LayerSpec Read(LayerText text)
    {
        var channels = text.Number("a number of channels");
        var (height, width) = text.Size("a kernel such as 5x5");
        return new ConvolutionSpec(
            channels, height, width, text.Take("stride") ? text.Number("a number of pixels") : 1, text.Take("same"));
    }

    internal override SampleShape OutputOf(SampleShape inputs)
    {
        var windows = WindowsOn(inputs);
        windows.Check("kernel");
        return SampleShape.Image(windows.Rows, windows.Columns, Channels);
    }

    internal override ImmutableArray<ParameterTensor> Describe(SampleShape inputs, string name, long offset)
    {
        var taps = Height * Width;
        var weights = ParameterTensor.Weight(
            $"{name} weight", [Channels, inputs.Channels, Height, Width], offset, inputs.Channels * taps, Channels * taps);
        return [weights, ParameterTensor.Bias($"{name} bias", Channels, offset + weights.Length)];
    }

    internal override IEnumerable<Layer> Build(LayerPlan plan, LayerContext context) =>
        Data.OrBelow(plan, context, below => new Convolution(plan, WindowsOn(plan.InputShape), context, below));

    internal Windows WindowsOn(SampleShape inputs) => new(inputs, Height, Width, Stride, Same);
}

/// <summary>
/// A convolution. Images are [row, column, channel] in memory, so that the values under a row of the kernel lie side by side; lanes are
/// output channels. What it passes back is multiplied patch by patch and then added where the patches lay.
/// </summary>
internal sealed unsafe class Convolution : Layer
{
    private const int NearCache = 1 << 14; // doubles: a part of a second-level cache

    private readonly IKernels _kernels;
    private readonly Layer _below;
    private readonly Signal _input;
    private readonly Signal _output;
    private readonly Windows _windows;
    private readonly int _channels;
    private readonly ParameterTensor _weights;
    private readonly BiasRow _biases;
    private readonly TransposedWeights? _transposed; // where derivatives go further down
    private readonly AlignedBuffer _bordered; // an image with its border, which stays zero
    private readonly AlignedBuffer _derivatives; // the same of what is passed back
    private readonly AlignedBuffer _zeros;
    private readonly AlignedBuffer _patches; // derivatives of the patches of a few rows
    private readonly int _patchRows;

    public Convolution(LayerPlan plan, Windows windows, LayerContext context, Layer below)
    {
        (_kernels, _below, _windows) = (context.Kernels, below, windows);
        (_weights, _biases, _channels) = (plan.Tensors[0], new BiasRow(plan, context), plan.OutputShape.Channels);
        _input = below.Output ?? throw new InvalidOperationException("Nothing follows the layer that makes the logits.");
        _output = new Signal(context.Tile, context.Copies, plan.Outputs);
        var length = ParameterLayout.RowLength(_weights.Rows);
        _patchRows = Math.Clamp(NearCache / (windows.Columns * length), 1, windows.Rows);
        _transposed = below.WantsDeltas ? new TransposedWeights(_kernels, _weights, context.Copies) : null;
        _patches = new AlignedBuffer(below.WantsDeltas ? checked(_patchRows * windows.Columns * length + ParameterLayout.Lanes) : 0);
        _zeros = new AlignedBuffer(below.WantsDeltas ? length : 0);
        _bordered = new AlignedBuffer(windows.HasBorder ? windows.Length : 0);
        _derivatives = new AlignedBuffer(below.WantsDeltas ? windows.Length + ParameterLayout.Lanes : 0);
    }

    public override Signal Output => _output;

    public override void Begin(in ParameterView w) => _transposed?.Load(w);

    // Samples ascending and copies within a sample: what is written behind an image is written again with the next one.
    public override void Forward(in Tile tile, in ParameterView w)
    {
        for (var s = 0; s < tile.Count; s++)
            for (var copy = 0; copy < tile.Copies; copy++)
                _kernels.AddPatchProduct(
                    Patches(tile, s, copy), w.Of(_weights, copy),
                    MatrixView.Repeat(_biases.Of(w, copy), _windows.Count, _channels), Pixels(_output.Values(tile, copy), s));
    }

    public override void Backward(in Tile tile, in ParameterView w, in ParameterView gradient)
    {
        for (var s = 0; s < tile.Count; s++)
            for (var copy = 0; copy < tile.Copies; copy++)
            {
                var (delta, g) = (Pixels(_output.Deltas(tile, copy), s), gradient.Of(_weights, copy).ColumnRange(0, _channels));
                _kernels.AddPatchProduct(Patches(tile, s, copy).Transposed, delta, g, g);
                if (_biases.In(gradient, copy) is var sums && sums is not null) _kernels.AddRowSum(delta, sums);
                if (_transposed is not null) PassBack(delta, _transposed.Of(tile.Copies, copy), Row(_input.Deltas(tile, copy), s));
            }
    }

    // Lanes behind the last channel have summed what lies there.
    public override void End(in ParameterView gradient)
    {
        for (var copy = 0; copy < gradient.Copies; copy++)
        {
            ClearPadding(gradient.Of(_weights, copy));
            if (_biases.Tensor is { } biases) ClearPadding(gradient.Of(biases, copy));
        }
    }

    private void ClearPadding(in MatrixView rows)
    {
        if (_channels == rows.Columns) return;
        for (var row = 0; row < rows.Rows; row++)
            new Span<double>(rows.Data + (long)row * rows.RowStep + _channels, rows.Columns - _channels).Clear();
    }

    // Patch by patch: Σ over the output channels first; then, output pixels ascending, each patch to the pixels it lay on.
    private void PassBack(in MatrixView delta, in MatrixView transposed, double* below)
    {
        _derivatives.Span.Clear();
        var (all, length) = (_windows.Patches(_derivatives.Pointer), ParameterLayout.RowLength(_weights.Rows));
        for (var first = 0; first < _windows.Rows; first += _patchRows)
        {
            var taken = all.OuterRowRange(first, Math.Min(_patchRows, _windows.Rows - first));
            var patches = new MatrixView(_patches.Pointer, taken.Rows, length, length);
            _kernels.AddProduct(
                delta.RowRange(first * _windows.Columns, taken.Rows), transposed,
                MatrixView.Repeat(_zeros.Pointer, taken.Rows, length), patches);
            _kernels.AddToPatches(patches.ColumnRange(0, _weights.Rows), taken);
        }

        _windows.Copy(below, _derivatives.Pointer, intoBorder: false);
    }

    private PatchView Patches(in Tile tile, int sample, int copy)
    {
        var image = Row(_input.Values(tile, copy), sample);
        if (!_windows.HasBorder) return _windows.Patches(image);
        _windows.Copy(image, _bordered.Pointer, intoBorder: true);
        return _windows.Patches(_bordered.Pointer);
    }

    private MatrixView Pixels(in MatrixView images, int sample) => new(Row(images, sample), _windows.Count, _channels, _channels);

    private static double* Row(in MatrixView images, int sample) => images.RowRange(sample, 1).Data;
}
