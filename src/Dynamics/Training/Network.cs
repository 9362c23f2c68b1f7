using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// A dense stack bound to one task and one thread: evaluates loss, gradient and accuracy of any parameter vector of its
/// layout. Samples pass through in tiles, so that a tile's activations stay in cache from the first layer to the weight
/// gradient; every sum over samples still runs in ascending sample order. Nothing is allocated after construction.
/// </summary>
internal sealed unsafe class Network
{
    private readonly IKernels _kernels;
    private readonly PreparedTask _task;
    private readonly ParameterLayout _layout;
    private readonly Activation _activation;
    private readonly AlignedBuffer[] _activations; // [l]: output of layer l, [tile, stride of l]
    private readonly AlignedBuffer[] _deltas; // [l]: ∂(summed loss)/∂(pre-activation of layer l); the last is the logits'
    private readonly AlignedBuffer[] _transposed; // [l]: weights of layer l as [out, padded in]; none for layer 0
    private readonly AlignedBuffer _losses;
    private readonly AlignedBuffer _scratch;

    public Network(IKernels kernels, PreparedTask task, ParameterLayout layout, Activation activation)
    {
        (_kernels, _task, _layout, _activation) = (kernels, task, layout, activation);
        var tile = Math.Max(task.Train.Inputs.Tile, task.Test.Inputs.Tile);
        _activations = [.. layout.Layers.Select(layer => new AlignedBuffer(tile * layer.Stride))];
        _deltas = [.. layout.Layers.SkipLast(1).Select(layer => new AlignedBuffer(tile * layer.Stride)), _activations[^1]];
        _transposed = [.. layout.Layers.Select(
            (layer, l) => new AlignedBuffer(l == 0 ? 0 : layer.Out * ParameterLayout.Padded(layer.In)))];
        _losses = new AlignedBuffer(ParameterLayout.Padded(tile));
        _scratch = new AlignedBuffer(Math.Max(task.Train.Inputs.Scratch, task.Test.Inputs.Scratch));
    }

    /// <summary>Mean loss over the training set and the gradient of its sum over samples.</summary>
    public double LossAndGradient(AlignedBuffer parameters, AlignedBuffer gradient)
    {
        double* w = parameters.Pointer, g = gradient.Pointer;
        var samples = _task.Train;
        gradient.Span.Clear();
        for (var l = 1; l < _layout.Layers.Length; l++)
        {
            var layer = _layout.Layers[l];
            _kernels.Transpose(
                w + layer.Weights, layer.In, layer.Out, layer.Stride,
                _transposed[l].Pointer, ParameterLayout.Padded(layer.In));
        }

        var sum = 0.0;
        for (int tile = 0, first = 0; first < samples.Count; tile++, first += samples.Inputs.Tile)
        {
            var count = Math.Min(samples.Inputs.Tile, samples.Count - first);
            Forward(samples, tile, count, w);
            _kernels.SoftmaxCrossEntropy(
                _deltas[^1].Pointer, Labels(samples, first), count, _task.Classes, _layout.Layers[^1].Stride,
                _losses.Pointer);
            for (var s = 0; s < count; s++) sum += _losses.Pointer[s];
            Backward(samples, tile, count, g);
        }

        GC.KeepAlive(parameters);
        GC.KeepAlive(gradient);
        return sum / samples.Count;
    }

    /// <summary>Fraction of the test samples classified correctly.</summary>
    public double TestAccuracy(AlignedBuffer parameters)
    {
        var (correct, samples) = (0, _task.Test);
        for (int tile = 0, first = 0; first < samples.Count; tile++, first += samples.Inputs.Tile)
        {
            var count = Math.Min(samples.Inputs.Tile, samples.Count - first);
            Forward(samples, tile, count, parameters.Pointer);
            correct += _kernels.CountCorrect(
                _activations[^1].Pointer, Labels(samples, first), count, _task.Classes, _layout.Layers[^1].Stride);
        }

        GC.KeepAlive(parameters);
        return (double)correct / samples.Count;
    }

    private static byte* Labels(PreparedSamples samples, int first) =>
        (byte*)Unsafe.AsPointer(ref samples.Labels[first]); // pinned

    private void Forward(PreparedSamples samples, int tile, int count, double* w)
    {
        for (var l = 0; l < _layout.Layers.Length; l++)
        {
            var layer = _layout.Layers[l];
            var z = _activations[l].Pointer;
            _kernels.FillRows(w + layer.Biases, z, count, layer.Stride);
            if (l == 0)
                samples.Inputs.AddForward(_kernels, tile, w + layer.Weights, z, layer.Stride, _scratch.Pointer);
            else
                _kernels.AddDenseProduct(
                    _activations[l - 1].Pointer, _layout.Layers[l - 1].Stride, 1, count, layer.In,
                    w + layer.Weights, z, layer.Stride);
            if (l < _layout.Layers.Length - 1) _kernels.Activate(_activation, z, count * layer.Stride);
        }
    }

    private void Backward(PreparedSamples samples, int tile, int count, double* g)
    {
        for (var l = _layout.Layers.Length - 1; l >= 0; l--)
        {
            var layer = _layout.Layers[l];
            var delta = _deltas[l].Pointer;
            _kernels.AddRowSum(delta, count, g + layer.Biases, layer.Stride);
            if (l == 0)
            {
                samples.Inputs.AddGradient(_kernels, tile, delta, g + layer.Weights, layer.Stride, _scratch.Pointer);
                return;
            }

            var y = _activations[l - 1].Pointer;
            var (below, width) = (_deltas[l - 1], _layout.Layers[l - 1].Stride);
            _kernels.AddDenseProduct(y, 1, width, layer.In, count, delta, g + layer.Weights, layer.Stride);
            below.Span[..(count * width)].Clear();
            _kernels.AddDenseProduct(
                delta, layer.Stride, 1, count, layer.Out, _transposed[l].Pointer, below.Pointer, width);
            _kernels.MultiplyByDerivative(_activation, y, below.Pointer, count * width);
        }
    }
}
