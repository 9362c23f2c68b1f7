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
    private readonly AlignedBuffer? _tangentColumns;
    private readonly int _columnLength;
    private readonly int _tangents;
    private readonly bool _moves; // whether its inputs depend on parameters

    public DenseToLogits(LayerPlan plan, LayerContext context, Signal below, Logits logits)
    {
        (_kernels, _below, _logits) = (context.Kernels, below, logits);
        (_weights, _biases) = (plan.Tensors[0], plan.Biases);
        _transposed = new TransposedWeights(_kernels, _weights, context.Copies);
        _gradient = new TransposedWeights(_kernels, _weights, context.Copies);
        _columnLength = Logits.RowLength(context.Tile);
        _columns = new AlignedBuffer(checked(context.Copies * below.Stride * _columnLength + ParameterLayout.Lanes));
        _zeros = new AlignedBuffer(below.Stride);
        (_tangents, _moves) = (context.Tangents, context.Below!.WantsDeltas);
        // Tangents need the transposed inputs when the derivatives are there.
        if (_tangents == 0) below.PutDeltasInto(_columns);
        else _tangentColumns = new AlignedBuffer(checked(_tangents * below.Stride * _columnLength));
    }

    public override Signal? Output => null;

    public override void Begin(in ParameterView w)
    {
        _transposed.Load(w);
        _gradient.Clear();
    }

    public override void Forward(in Tile tile, in ParameterView w)
    {
        TransposeInto(_columns, _below.PaddedValues(tile));
        for (var copy = 0; copy < tile.Copies; copy++)
        {
            var logits = _logits.PaddedOf(tile, copy);
            Fill(logits, w, copy);
            _kernels.AddProduct(Rows(w, copy), Columns(_columns, copy, logits.Columns), logits, logits);
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

    public override LayerTangent Tangent(LayerTangent? tangentBelow, Logits? tangentLogits) => new Along(this, tangentLogits!);

    private void Fill(in MatrixView logits, in ParameterView w, int copy)
    {
        for (var k = 0; k < logits.Rows; k++)
            new Span<double>(logits.RowRange(k, 1).Data, logits.Columns).Fill(_biases is null ? 0 : w.Of(_biases, copy).Data[k]);
    }

    private void TransposeInto(AlignedBuffer columns, in MatrixView rows) =>
        _kernels.Transpose(rows, new MatrixView(columns.Pointer, rows.Columns, rows.Rows, _columnLength));

    // The inputs of one copy: [in, samples].
    private MatrixView Columns(AlignedBuffer columns, int copy, int samples) =>
        new(columns.Pointer + (long)copy * _below.Stride * _columnLength, _weights.Rows, samples, _columnLength);

    // The weights of one copy: [out, in].
    private MatrixView Rows(in ParameterView w, int copy) => w.Of(_weights, copy).ColumnRange(0, _weights.Outputs).Transposed;

    // As in Dense, with outputs as rows.
    private sealed class Along(DenseToLogits layer, Logits logits) : LayerTangent
    {
        private readonly IKernels _kernels = layer._kernels;
        private readonly Signal _inputs = layer._below.Tangents;
        private readonly TransposedWeights _transposed = new(layer._kernels, layer._weights, layer._tangents);
        private readonly TransposedWeights _first = new(layer._kernels, layer._weights, layer._tangents); // Σ x·δ̇
        private readonly TransposedWeights _second = new(layer._kernels, layer._weights, layer._tangents); // Σ ẋ·δ
        private readonly AlignedBuffer _zeros = new(layer._tangents * layer._below.Stride);

        public override void Begin(in ParameterView v)
        {
            _transposed.Load(v);
            _first.Clear();
            _second.Clear();
        }

        public override void Forward(in Tile tile, in ParameterView w, in ParameterView v)
        {
            if (layer._moves) layer.TransposeInto(layer._tangentColumns!, _inputs.PaddedValues(tile));
            for (var i = 0; i < tile.Copies; i++)
            {
                var output = logits.PaddedOf(tile, i);
                layer.Fill(output, v, i);
                _kernels.AddProduct(layer.Rows(v, i), layer.Columns(layer._columns, 0, output.Columns), output, output);
                if (layer._moves)
                    _kernels.AddProduct(
                        layer.Rows(w, 0), layer.Columns(layer._tangentColumns!, i, output.Columns), output, output);
            }
        }

        public override void Backward(in Tile tile, in ParameterView w, in ParameterView v, in ParameterView product)
        {
            var (one, second, inputs) = (tile.With(1), _second.All(tile.Copies), _inputs.Deltas(tile));
            var delta = layer._logits.Of(one, 0);
            if (layer._moves)
            {
                _kernels.AddProduct(delta, _inputs.Values(tile), second, second);
                _kernels.AddProduct(
                    delta.Transposed, _transposed.All(tile.Copies),
                    MatrixView.Repeat(_zeros.Pointer, tile.Count, inputs.Columns), inputs);
            }

            for (var i = 0; i < tile.Copies; i++)
            {
                var (tangent, first, input) = (logits.Of(tile, i), _first.Of(tile.Copies, i), _inputs.Deltas(tile, i));
                _kernels.AddProduct(tangent, layer._below.Values(one, 0), first, first);
                if (layer._moves) _kernels.AddProduct(tangent.Transposed, layer._transposed.Of(1, 0), input, input);
            }
        }

        public override void End(in ParameterView product)
        {
            if (layer._moves) _first.Add(_second, product.Copies);
            _first.Store(product);
            if (layer._biases is not null) logits.StoreSumsOfDeltas(product, layer._biases);
        }
    }
}
