using System.Runtime.Intrinsics;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// A dense stack bound to one task and one thread: evaluates loss, gradient and accuracy of parameter vectors of its
/// layout. Samples pass through in tiles, so that a tile's activations stay in cache from the first layer to the weight
/// gradient; every sum over samples still runs in ascending sample order. Several copies of a small network pass side by
/// side: a row of each of their matrices, one after the other, makes one wide row. The logits alone are class-major.
/// Nothing is allocated after construction.
/// </summary>
internal sealed unsafe class Network
{
    private const int WidthAbreast = 64; // units of the first layer, of all copies together, that fill eight vectors

    private readonly IKernels _kernels;
    private readonly PreparedTask _task;
    private readonly ParameterLayout _layout;
    private readonly Activation _activation;
    private readonly AlignedBuffer[] _rows; // [l]: output of layer l, [tile, copies · stride of l]
    private readonly AlignedBuffer[] _deltas; // [l]: ∂(summed loss)/∂(pre-activation of layer l), as _rows
    private readonly AlignedBuffer[] _transposed; // [l]: weights of layer l as [out, copies · padded in]; none for layer 0
    private readonly AlignedBuffer _columns; // output of the last hidden layer, [copies · stride, tile]
    private readonly AlignedBuffer _logits; // [copies · classes, tile], then their deltas; behind them [copies, tile] losses
    private readonly AlignedBuffer _sums; // over the samples, of each row of these: gradients of the biases, and losses
    private readonly AlignedBuffer _outputGradient; // of the last layer's weights, as _transposed
    private readonly AlignedBuffer _parameters; // of all copies, row beside row
    private readonly AlignedBuffer _gradient;
    private readonly AlignedBuffer _zeros; // a row of them
    private readonly AlignedBuffer _scratch;
    private readonly int _columnLength;

    public Network(IKernels kernels, PreparedTask task, ParameterLayout layout, Activation activation, int copies)
    {
        (_kernels, _task, _layout, _activation) = (kernels, task, layout, activation);
        var tile = Math.Max(task.Train.Inputs.Tile, task.Test.Inputs.Tile);
        // An odd number of cache lines: the lines of a column fall into different sets of the cache.
        _columnLength = ParameterLayout.Padded(tile) | ParameterLayout.Lanes;
        AlignedBuffer[] Tiles() => [.. layout.Layers.Select(
            layer => new AlignedBuffer(ParameterLayout.Padded(tile) * copies * layer.Stride))];
        (_rows, _deltas) = (Tiles(), Tiles());
        _transposed = [.. layout.Layers.Select(
            (layer, l) => new AlignedBuffer(l == 0 ? 0 : layer.Out * copies * ParameterLayout.RowLength(layer.In)))];
        _columns = new AlignedBuffer(copies * ParameterLayout.RowLength(layout.Layers[^1].In) * _columnLength);
        if (layout.Layers.Length > 1) _deltas[^2] = _columns; // which has served by then: the less memory, the nearer it is
        _logits = new AlignedBuffer(copies * (task.Classes + 1) * _columnLength);
        _sums = new AlignedBuffer(copies * (task.Classes + 1));
        _outputGradient = new AlignedBuffer(_transposed[^1].Length);
        _parameters = new AlignedBuffer(copies == 1 ? 0 : copies * layout.Length);
        _gradient = new AlignedBuffer(_parameters.Length);
        _zeros = new AlignedBuffer(layout.Layers.Max(layer => layer.Stride));
        _scratch = new AlignedBuffer(Math.Max(task.Train.Inputs.Scratch, task.Test.Inputs.Scratch));
    }

    /// <summary>How many copies of a network are best evaluated together.</summary>
    public static int Abreast(ParameterLayout layout) => Math.Max(1, WidthAbreast / layout.Layers[0].Stride);

    /// <summary>Mean loss over the training set, and the gradient of its sum over samples, of each copy.</summary>
    public void LossAndGradient(
        ReadOnlySpan<AlignedBuffer> parameters, ReadOnlySpan<AlignedBuffer> gradients, Span<double> losses)
    {
        var (copies, samples) = (parameters.Length, _task.Train);
        double* w = parameters[0].Pointer, g = gradients[0].Pointer;
        if (copies > 1)
        {
            w = _parameters.Pointer;
            g = _gradient.Pointer;
            for (var copy = 0; copy < copies; copy++) MoveRows(parameters[copy].Pointer, w, copy, copies, gather: true);
        }

        new Span<double>(g, copies * _layout.Length).Clear();
        _outputGradient.Span.Clear();
        _sums.Span.Clear();
        for (var l = 1; l < _layout.Layers.Length; l++)
        {
            var (layer, width) = (_layout.Layers[l], _layout.Layers[l - 1].Stride);
            _transposed[l].Span.Clear(); // the padding, which lies elsewhere for another number of copies
            for (var copy = 0; copy < copies; copy++)
                _kernels.Transpose(
                    w + copies * layer.Weights + copy * layer.Stride, layer.In, layer.Out, copies * layer.Stride,
                    _transposed[l].Pointer + copy * width, copies * width);
        }

        for (int tile = 0, first = 0; first < samples.Count; tile++, first += samples.Inputs.Tile)
        {
            var count = Math.Min(samples.Inputs.Tile, samples.Count - first);
            Forward(samples, tile, count, w, copies);
            for (var copy = 0; copy < copies; copy++)
                _kernels.SoftmaxCrossEntropy(
                    Logits(copy), samples.Labels.Pointer + first, count, _task.Classes, _columnLength,
                    Logits(copies) + copy * _columnLength);
            _kernels.AddColumnSum(
                _logits.Pointer, copies * (_task.Classes + 1), count, _columnLength, _sums.Pointer);
            Backward(samples, tile, count, g, copies);
        }

        var last = _layout.Layers[^1];
        for (var copy = 0; copy < copies; copy++)
        {
            losses[copy] = _sums.Span[copies * _task.Classes + copy] / samples.Count;
            _sums.Span.Slice(copy * _task.Classes, _task.Classes).CopyTo(
                new Span<double>(g + copies * last.Biases + copy * last.Stride, last.Out));
            if (_layout.Layers.Length > 1)
            {
                var width = _layout.Layers[^2].Stride;
                _kernels.Transpose(
                    _outputGradient.Pointer + copy * width, last.Out, last.In, copies * width,
                    g + copies * last.Weights + copy * last.Stride, copies * last.Stride);
            }

            if (copies > 1) MoveRows(gradients[copy].Pointer, g, copy, copies, gather: false);
            GC.KeepAlive(parameters[copy]);
            GC.KeepAlive(gradients[copy]);
        }
    }

    /// <summary>Fraction of the test samples classified correctly.</summary>
    public double TestAccuracy(AlignedBuffer parameters)
    {
        var (correct, samples) = (0, _task.Test);
        for (int tile = 0, first = 0; first < samples.Count; tile++, first += samples.Inputs.Tile)
        {
            var count = Math.Min(samples.Inputs.Tile, samples.Count - first);
            Forward(samples, tile, count, parameters.Pointer, copies: 1);
            correct += _kernels.CountCorrect(Logits(0), samples.Labels.Pointer + first, count, _task.Classes, _columnLength);
        }

        GC.KeepAlive(parameters);
        return (double)correct / samples.Count;
    }

    private double* Logits(int copy) => _logits.Pointer + copy * _task.Classes * _columnLength;

    // Between a copy's own buffer and the one in which the rows of all copies lie side by side.
    private void MoveRows(double* own, double* all, int copy, int copies, bool gather)
    {
        foreach (var layer in _layout.Layers)
            for (var row = 0; row <= layer.In; row++) // the biases follow the weights
            {
                var offset = layer.Weights + row * layer.Stride;
                double* single = own + offset, among = all + copies * offset + copy * layer.Stride;
                double* source = gather ? single : among, target = gather ? among : single;
                for (var o = 0; o < layer.Stride; o += ParameterLayout.Lanes)
                    Vector512.Store(Vector512.Load(source + o), target + o);
            }
    }

    private void Forward(PreparedSamples samples, int tile, int count, double* w, int copies)
    {
        var (layers, output) = (_layout.Layers, _layout.Layers[^1]);
        for (var l = 0; l < Math.Max(1, layers.Length - 1); l++)
        {
            var (layer, stride) = (layers[l], copies * layers[l].Stride);
            var z = _rows[l].Pointer;
            var biases = w + copies * layer.Biases;
            if (l == 0)
                samples.Inputs.Forward(
                    _kernels, tile, w + copies * layer.Weights, biases, z, stride, _scratch.Pointer);
            else
                for (var copy = 0; copy < copies; copy++)
                    _kernels.AddDenseProduct(
                        _rows[l - 1].Pointer + copy * layers[l - 1].Stride, copies * layers[l - 1].Stride, 1, count,
                        layer.In, w + copies * layer.Weights + copy * layer.Stride, biases + copy * layer.Stride, 0,
                        z + copy * layer.Stride, stride, layer.Stride);
            if (l < layers.Length - 1) _kernels.Activate(_activation, z, count * stride);
        }

        var padded = ParameterLayout.Padded(count);
        if (layers.Length == 1)
        {
            for (var copy = 0; copy < copies; copy++)
                _kernels.Transpose(
                    _rows[0].Pointer + copy * output.Stride, count, output.Out, copies * output.Stride, Logits(copy),
                    _columnLength);
            return;
        }

        var width = layers[^2].Stride;
        _kernels.Transpose(_rows[^2].Pointer, padded, copies * width, copies * width, _columns.Pointer, _columnLength);
        for (var copy = 0; copy < copies; copy++)
        {
            var logits = Logits(copy);
            for (var k = 0; k < output.Out; k++)
                new Span<double>(logits + k * _columnLength, padded).Fill(
                    w[copies * output.Biases + copy * output.Stride + k]);
            _kernels.AddDenseProduct(
                w + copies * output.Weights + copy * output.Stride, 1, copies * output.Stride, output.Out, output.In,
                _columns.Pointer + copy * width * _columnLength, logits, _columnLength, logits, _columnLength, padded);
        }
    }

    private void Backward(PreparedSamples samples, int tile, int count, double* g, int copies)
    {
        var layers = _layout.Layers;
        OutputBackward(count, copies);
        for (var l = Math.Max(0, layers.Length - 2); l >= 0; l--)
        {
            var (layer, stride) = (layers[l], copies * layers[l].Stride);
            var delta = _deltas[l].Pointer;
            if (l < layers.Length - 1)
                _kernels.MultiplyByDerivative(
                    _activation, _rows[l].Pointer, delta, count, stride, g + copies * layer.Biases);
            if (l == 0)
            {
                samples.Inputs.AddGradient(
                    _kernels, tile, delta, g + copies * layer.Weights, stride, _scratch.Pointer);
                return;
            }

            var width = layers[l - 1].Stride;
            for (var copy = 0; copy < copies; copy++)
            {
                var gradient = g + copies * layer.Weights + copy * layer.Stride;
                _kernels.AddDenseProduct(
                    _rows[l - 1].Pointer + copy * width, 1, copies * width, layer.In, count, delta + copy * layer.Stride,
                    gradient, stride, gradient, stride, layer.Stride);
                _kernels.AddDenseProduct(
                    delta + copy * layer.Stride, stride, 1, count, layer.Out, _transposed[l].Pointer + copy * width,
                    _zeros.Pointer, 0, _deltas[l - 1].Pointer + copy * width, copies * width, width);
            }
        }
    }

    // From the deltas of the logits to the gradient of the last layer and the sums of the deltas below it.
    private void OutputBackward(int count, int copies)
    {
        var output = _layout.Layers[^1];
        if (_layout.Layers.Length == 1)
        {
            _deltas[0].Span.Clear(); // the padding, which lies elsewhere for another number of copies
            for (var copy = 0; copy < copies; copy++)
                _kernels.Transpose(
                    Logits(copy), output.Out, count, _columnLength, _deltas[0].Pointer + copy * output.Stride,
                    copies * output.Stride);
            return;
        }

        var width = _layout.Layers[^2].Stride;
        for (var copy = 0; copy < copies; copy++)
        {
            var gradient = _outputGradient.Pointer + copy * width;
            _kernels.AddDenseProduct(
                Logits(copy), _columnLength, 1, output.Out, count, _rows[^2].Pointer + copy * width,
                gradient, copies * width, gradient, copies * width, width);
            _kernels.AddDenseProduct(
                Logits(copy), 1, _columnLength, count, output.Out, _transposed[^1].Pointer + copy * width,
                _zeros.Pointer, 0, _deltas[^2].Pointer + copy * width, copies * width, width);
        }
    }
}
