using System.Runtime.Intrinsics;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// A network bound to one task and one thread: a loop over its layers and the loss. It evaluates loss, gradient and accuracy of
/// parameter vectors of its layout. Samples pass through in tiles, so that a tile's activations stay in cache from the first layer
/// to the weight gradient; every sum over samples still runs in ascending sample order. Several copies of a small network pass side
/// by side. Nothing is allocated after construction.
/// </summary>
internal sealed unsafe class Network
{
    private const int WidthOfBatch = 64; // units of the first layer, of all copies together, that fill eight vectors

    private readonly IKernels _kernels;
    private readonly PreparedTask _task;
    private readonly ParameterLayout _layout;
    private readonly Layer[] _layers;
    private readonly Logits _logits;
    private readonly Loss _loss;
    private readonly int? _tile; // null: as the inputs are laid out
    private readonly AlignedBuffer _parameters; // of all copies, row beside row
    private readonly AlignedBuffer _gradient;

    public Network(IKernels kernels, PreparedTask task, NetworkPlan plan, Loss loss, int copies)
    {
        (_kernels, _task, _layout) = (kernels, task, plan.Parameters);
        _tile = plan.Layers[0].Spec is DenseSpec ? null : TileOf(plan);
        var tile = _tile ?? Math.Max(task.Train.Inputs.Tile, task.Test.Inputs.Tile);
        _logits = new Logits(kernels, tile, copies, plan.Layers[^1].Outputs);
        _loss = loss;
        var layers = new List<Layer>();
        foreach (var layer in plan.Layers)
            layers.AddRange(layer.Spec.Build(layer, new LayerContext(
                kernels, task, tile, copies, layers.LastOrDefault(), layer == plan.Layers[^1] ? _logits : null)));
        _layers = [.. layers];
        _parameters = new AlignedBuffer(copies == 1 ? 0 : checked(copies * _layout.Length));
        _gradient = new AlignedBuffer(_parameters.Length);
    }

    /// <summary>How many copies of a network are best evaluated together.</summary>
    public static int CopiesPerBatch(NetworkPlan plan) =>
        Math.Max(1, WidthOfBatch / ParameterLayout.RowLength(plan.Layers[0].Outputs));

    /// <summary>Mean loss over the training set, and the gradient of its sum over samples, of each copy.</summary>
    public void LossAndGradient(
        ReadOnlySpan<AlignedBuffer> parameters, ReadOnlySpan<AlignedBuffer> gradients, Span<double> losses)
    {
        var (copies, samples) = (parameters.Length, _task.Train);
        double* data = parameters[0].Pointer, slopes = gradients[0].Pointer;
        if (copies > 1)
        {
            data = _parameters.Pointer;
            slopes = _gradient.Pointer;
            for (var copy = 0; copy < copies; copy++) MoveRows(parameters[copy], new(data, copies), copy, gather: true);
        }

        var (w, g) = (new ParameterView(data, copies), new ParameterView(slopes, copies));
        new Span<double>(slopes, copies * _layout.Length).Clear();
        _logits.ClearSums();
        foreach (var layer in _layers) layer.Begin(w);
        var size = _tile ?? samples.Inputs.Tile;
        for (var index = 0; index * size < samples.Count; index++)
        {
            var tile = new Tile(samples, index, size, copies);
            foreach (var layer in _layers) layer.Forward(tile, w);
            _loss.Differentiate(_kernels, tile, _logits);
            _logits.AddSums(tile);
            for (var l = _layers.Length - 1; l >= 0; l--) _layers[l].Backward(tile, w, g);
        }

        foreach (var layer in _layers) layer.End(g);
        for (var copy = 0; copy < copies; copy++)
        {
            losses[copy] = _logits.SumOfLosses(copies, copy) / samples.Count;
            if (copies > 1) MoveRows(gradients[copy], g, copy, gather: false);
            GC.KeepAlive(parameters[copy]);
            GC.KeepAlive(gradients[copy]);
        }
    }

    /// <summary>Fraction of the test samples classified correctly.</summary>
    public double TestAccuracy(AlignedBuffer parameters)
    {
        var (correct, samples, w) = (0, _task.Test, new ParameterView(parameters.Pointer, copies: 1));
        var size = _tile ?? samples.Inputs.Tile;
        for (var index = 0; index * size < samples.Count; index++)
        {
            var tile = new Tile(samples, index, size, copies: 1);
            foreach (var layer in _layers) layer.Forward(tile, w);
            correct += _kernels.CountCorrect(_logits.Of(tile, 0), tile.Labels);
        }

        GC.KeepAlive(parameters);
        return (double)correct / samples.Count;
    }

    // As many samples as let the largest layer's activations and derivatives stay in the second-level cache.
    private static int TileOf(NetworkPlan plan)
    {
        const int NearCache = 1 << 14; // doubles
        var largest = plan.Layers.Max(layer => Math.Max(layer.Inputs, layer.Outputs));
        return Math.Clamp(NearCache / largest / ParameterLayout.Lanes, 1, 8) * ParameterLayout.Lanes;
    }

    // Between a copy's own buffer and the one in which the rows of all copies lie side by side.
    private void MoveRows(AlignedBuffer buffer, ParameterView all, int copy, bool gather)
    {
        var own = new ParameterView(buffer.Pointer, copies: 1);
        foreach (var tensor in _layout.Tensors)
        {
            var (single, among) = (own.Of(tensor), all.Of(tensor, copy));
            var (source, target) = gather ? (single, among) : (among, single);
            for (var row = 0; row < tensor.Rows; row++)
                for (var o = 0; o < tensor.Stride; o += ParameterLayout.Lanes)
                    Vector512.Store(
                        Vector512.Load(source.Data + (long)row * source.RowStep + o),
                        target.Data + (long)row * target.RowStep + o);
        }
    }
}
