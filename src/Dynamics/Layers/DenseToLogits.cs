using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>The last dense layer: its inputs are transposed, so that lanes are samples and not ten classes padded to sixteen.</summary>
internal sealed unsafe class DenseToLogits : Layer
{
    private readonly IKernels _kernels;
    private readonly ParameterTensor _weights;
    private readonly ParameterTensor? _biases;
    private readonly Signal _below;
    private readonly Logits _logits;
    private readonly TransposedWeights _transposed;
    private readonly TransposedWeights _gradient;
    private readonly AlignedBuffer _columns; // the inputs, [copies · stride, tile]
    private readonly AlignedBuffer _zeros;
    private readonly int _columnLength;

    public DenseToLogits(LayerPlan plan, LayerContext context, Signal below, Logits logits)
    {
        (_kernels, _below, _logits) = (context.Kernels, below, logits);
        (_weights, _biases) = (plan.Tensors[0], plan.Biases);
        _transposed = new TransposedWeights(_kernels, _weights, context.Copies);
        _gradient = new TransposedWeights(_kernels, _weights, context.Copies);
        _columnLength = Logits.RowLength(context.Tile);
        _columns = new AlignedBuffer(checked(context.Copies * below.Stride * _columnLength + ParameterLayout.Lanes));
        _zeros = new AlignedBuffer(below.Stride);
        below.PutDeltasInto(_columns);
    }

    public override Signal? Output => null;

    public override void Begin(in ParameterView w)
    {
        _transposed.Load(w);
        _gradient.Clear();
    }

    public override void Forward(in Tile tile, in ParameterView w)
    {
        var rows = _below.PaddedValues(tile);
        _kernels.Transpose(rows, new MatrixView(_columns.Pointer, rows.Columns, rows.Rows, _columnLength));
        for (var copy = 0; copy < tile.Copies; copy++)
        {
            var logits = _logits.PaddedOf(tile, copy);
            for (var k = 0; k < logits.Rows; k++)
                new Span<double>(logits.RowRange(k, 1).Data, logits.Columns).Fill(_biases is null ? 0 : w.Of(_biases, copy).Data[k]);
            var columns = new MatrixView(
                _columns.Pointer + (long)copy * _below.Stride * _columnLength, _weights.Rows, logits.Columns, _columnLength);
            _kernels.AddProduct(
                w.Of(_weights, copy).ColumnRange(0, _weights.Outputs).Transposed, columns, logits, logits);
        }
    }

    public override void Backward(in Tile tile, in ParameterView w, in ParameterView gradient)
    {
        for (var copy = 0; copy < tile.Copies; copy++)
        {
            var (delta, g) = (_logits.Of(tile, copy), _gradient.Of(tile.Copies, copy));
            _kernels.AddProduct(delta, _below.Values(tile, copy), g, g);
            _kernels.AddProduct(
                delta.Transposed, _transposed.Of(tile.Copies, copy),
                MatrixView.Repeat(_zeros.Pointer, tile.Count, _below.Stride), _below.Deltas(tile, copy));
        }
    }

    public override void End(in ParameterView gradient)
    {
        _gradient.Store(gradient);
        if (_biases is not null) _logits.StoreSumsOfDeltas(gradient, _biases);
    }
}
