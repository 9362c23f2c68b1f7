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
    private readonly int _tangents;
    private readonly AlignedBuffer _pixels; // tangents of an image's outputs, when half of their sums are made

    public Convolution(LayerPlan plan, Windows windows, LayerContext context, Layer below)
    {
        (_kernels, _below, _windows) = (context.Kernels, below, windows);
        (_weights, _biases, _channels) = (plan.Tensors[0], new BiasRow(plan, context), plan.OutputShape.Channels);
        _input = below.Output ?? throw new InvalidOperationException("Nothing follows the layer that makes the logits.");
        _output = new Signal(context.Tile, context.Copies, plan.Outputs, context.Tangents);
        var length = ParameterLayout.RowLength(_weights.Rows);
        _patchRows = Math.Clamp(NearCache / (windows.Columns * length), 1, windows.Rows);
        _transposed = below.WantsDeltas ? new TransposedWeights(_kernels, _weights, context.Copies) : null;
        _patches = new AlignedBuffer(below.WantsDeltas ? checked(_patchRows * windows.Columns * length + ParameterLayout.Lanes) : 0);
        _zeros = new AlignedBuffer(below.WantsDeltas ? length : 0);
        _bordered = new AlignedBuffer(windows.HasBorder ? windows.Length : 0);
        _tangents = context.Tangents;
        _pixels = new AlignedBuffer(_tangents == 0 ? 0 : checked(windows.Count * _weights.Stride));
        _derivatives = new AlignedBuffer(below.WantsDeltas ? windows.Length + ParameterLayout.Lanes : 0);
    }

    public override Signal Output => _output;

    public override LayerTangent Tangent(LayerTangent? tangentBelow, Logits? tangentLogits) => new Along(this);

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
                if (_transposed is not null)
                    PassBack(delta, _transposed.Of(tile.Copies, copy), default, default, Row(_input.Deltas(tile, copy), s));
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
    // A second sum, if there is one, takes the first up.
    private void PassBack(
        in MatrixView delta, in MatrixView transposed, in MatrixView secondDelta, in MatrixView secondTransposed, double* below)
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
            if (secondDelta.Rows > 0)
                _kernels.AddProduct(
                    secondDelta.RowRange(first * _windows.Columns, taken.Rows), secondTransposed, patches, patches);
            _kernels.AddToPatches(patches.ColumnRange(0, _weights.Rows), taken);
        }

        _windows.Copy(below, _derivatives.Pointer, intoBorder: false);
    }

    private PatchView Patches(in Tile tile, int sample, int copy) => Patches(Row(_input.Values(tile, copy), sample));

    private PatchView Patches(double* image)
    {
        if (!_windows.HasBorder) return _windows.Patches(image);
        _windows.Copy(image, _bordered.Pointer, intoBorder: true);
        return _windows.Patches(_bordered.Pointer);
    }

    private MatrixView Pixels(in MatrixView images, int sample) => new(Row(images, sample), _windows.Count, _channels, _channels);

    private static double* Row(in MatrixView images, int sample) => images.RowRange(sample, 1).Data;

    // As in Dense, image by image.
    private sealed class Along(Convolution layer) : LayerTangent
    {
        private readonly IKernels _kernels = layer._kernels;
        private readonly ParameterTensor _weights = layer._weights;
        private readonly Signal _output = layer._output.Tangents;
        private readonly Signal? _input = layer._below.WantsDeltas ? layer._input.Tangents : null; // null: it does not change
        private readonly TransposedWeights? _transposed =
            layer._below.WantsDeltas ? new TransposedWeights(layer._kernels, layer._weights, layer._tangents) : null;

        private readonly AlignedBuffer _second = new(checked(layer._tangents * (int)layer._weights.Length)); // Σ ẋ·δ

        public override void Begin(in ParameterView v)
        {
            _transposed?.Load(v);
            _second.Span.Clear();
        }

        public override void Forward(in Tile tile, in ParameterView w, in ParameterView v)
        {
            var one = tile.With(1);
            var half = new MatrixView(layer._pixels.Pointer, layer._windows.Count, layer._channels, _weights.Stride);
            for (var s = 0; s < tile.Count; s++)
                for (var i = 0; i < tile.Copies; i++)
                {
                    var output = layer.Pixels(_output.Values(tile, i), s);
                    _kernels.AddPatchProduct(
                        layer.Patches(one, s, 0), v.Of(_weights, i),
                        MatrixView.Repeat(layer._biases.Of(v, i), layer._windows.Count, layer._channels), _input is null ? output : half);
                    if (_input is not null)
                        _kernels.AddPatchProduct(layer.Patches(Row(_input.Values(tile, i), s)), w.Of(_weights), half, output);
                }
        }

        public override void Backward(in Tile tile, in ParameterView w, in ParameterView v, in ParameterView product)
        {
            var one = tile.With(1);
            for (var s = 0; s < tile.Count; s++)
                for (var i = 0; i < tile.Copies; i++)
                {
                    var (delta, tangent) = (layer.Pixels(layer._output.Deltas(one, 0), s), layer.Pixels(_output.Deltas(tile, i), s));
                    var first = product.Of(_weights, i).ColumnRange(0, layer._channels);
                    _kernels.AddPatchProduct(layer.Patches(one, s, 0).Transposed, tangent, first, first);
                    if (layer._biases.In(product, i) is var sums && sums is not null) _kernels.AddRowSum(tangent, sums);
                    if (_input is null) continue;
                    var second = Second(tile.Copies, i).ColumnRange(0, layer._channels);
                    _kernels.AddPatchProduct(layer.Patches(Row(_input.Values(tile, i), s)).Transposed, delta, second, second);
                    layer.PassBack(
                        delta, _transposed!.Of(tile.Copies, i), tangent, layer._transposed!.Of(1, 0), Row(_input.Deltas(tile, i), s));
                }
        }

        public override void End(in ParameterView product)
        {
            if (_input is not null)
                _kernels.AddMultiple(1, _second.Pointer, product.Of(_weights).Data, product.Copies * (int)_weights.Length);
            layer.End(product);
        }

        private MatrixView Second(int copies, int i) => new MatrixView(
            _second.Pointer, _weights.Rows, copies * _weights.Stride, copies * _weights.Stride)
            .ColumnRange(i * _weights.Stride, _weights.Stride);
    }
}
