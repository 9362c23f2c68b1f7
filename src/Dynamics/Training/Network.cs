using System.Diagnostics;
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
    private const long LargestKept = 1 << 22; // doubles: 32 MB, a multiple of what a slot holds besides

    private readonly IKernels _kernels;
    private readonly PreparedTask _task;
    private readonly ParameterLayout _layout;
    private readonly Layer[] _layers;
    private readonly Logits _logits;
    private readonly Loss _loss;
    private readonly int? _tile; // null: as the inputs are laid out
    private readonly AlignedBuffer _parameters; // of all copies, row beside row
    private readonly AlignedBuffer _gradient;
    private readonly TangentBatch[] _tangents;
    private readonly int _perBatch; // tangents that pass side by side, at most
    private readonly FunctionComparison? _comparison;
    private readonly Layer _lowest; // of those with parameters: nothing below it has derivatives
    private AlignedBuffer? _kept; // what it puts out for every training sample, at parameters that stand still

    /// <summary>Allocates everything.</summary>
    /// <param name="kernels">What it computes with.</param>
    /// <param name="task">The data.</param>
    /// <param name="plan">The layers.</param>
    /// <param name="loss">What is differentiated.</param>
    /// <param name="copies">Copies that pass side by side, at most.</param>
    /// <param name="tangents">Vectors that are multiplied by the Hessian at a time, at most.</param>
    /// <param name="compares">Whether replicas are compared with their reference.</param>
    public Network(
        IKernels kernels, PreparedTask task, NetworkPlan plan, Loss loss, int copies, int tangents = 0, bool compares = false)
    {
        (_kernels, _task, _layout) = (kernels, task, plan.Parameters);
        _tile = plan.Layers[0].Spec is DenseSpec ? null : TileOf(plan);
        var tile = _tile ?? Math.Max(task.Train.Inputs.Tile, task.Test.Inputs.Tile);
        _logits = new Logits(kernels, tile, copies, plan.Layers[^1].Outputs);
        _loss = loss;
        _perBatch = CopiesPerBatch(plan);
        var side = Math.Min(tangents, _perBatch);
        var layers = new List<Layer>();
        foreach (var layer in plan.Layers)
            layers.AddRange(layer.Spec.Build(layer, new LayerContext(
                kernels, task, tile, copies, side, layers.LastOrDefault(), layer == plan.Layers[^1] ? _logits : null)));
        _layers = [.. layers];
        _lowest = layers.First(layer => layer.WantsDeltas);
        _parameters = new AlignedBuffer(copies == 1 ? 0 : checked(copies * _layout.Length));
        _gradient = new AlignedBuffer(_parameters.Length);
        _tangents = [.. Enumerable.Range(0, (tangents + _perBatch - 1) / _perBatch).Select(_ => new TangentBatch(
            _layout, _layers, new Logits(kernels, tile, side, plan.Layers[^1].Outputs), side))];
        if (!compares) return;
        var size = _tile ?? task.Test.Inputs.Tile;
        _comparison = new FunctionComparison(kernels, size, (task.Test.Count + size - 1) / size, plan.Layers[^1].Outputs);
    }

    /// <summary>How many copies of a network are best evaluated together.</summary>
    public static int CopiesPerBatch(NetworkPlan plan) =>
        Math.Max(1, WidthOfBatch / ParameterLayout.RowLength(plan.Layers[0].Outputs));

    /// <summary>
    /// Mean loss over the training set, and the gradient of its sum over samples, of each copy; of a single copy also the
    /// products of the Hessian of that sum with vectors.
    /// </summary>
    /// <param name="parameters">w of every copy.</param>
    /// <param name="gradients">Receive the gradients.</param>
    /// <param name="losses">Receives the losses.</param>
    /// <param name="vectors">v; none where there are several copies.</param>
    /// <param name="products">Receive H·v.</param>
    public void LossAndGradient(
        ReadOnlySpan<AlignedBuffer> parameters, ReadOnlySpan<AlignedBuffer> gradients, Span<double> losses,
        ReadOnlySpan<AlignedBuffer> vectors = default, ReadOnlySpan<AlignedBuffer> products = default)
    {
        Debug.Assert(vectors.IsEmpty || parameters.Length == 1, "tangents are of one copy");
        var (copies, samples) = (parameters.Length, _task.Train);
        double* data = parameters[0].Pointer, slopes = gradients[0].Pointer;
        if (copies > 1)
        {
            data = _parameters.Pointer;
            slopes = _gradient.Pointer;
        }

        var (w, g) = (new ParameterView(data, copies), new ParameterView(slopes, copies));
        for (var copy = 0; copy < copies && copies > 1; copy++) w.Take(copy, parameters[copy], _layout);
        Pass(w, g, vectors, products, Standing.No);
        for (var copy = 0; copy < copies; copy++)
        {
            losses[copy] = _logits.SumOfLosses(copies, copy) / samples.Count;
            if (copies > 1) g.Give(copy, gradients[copy], _layout);
            GC.KeepAlive(parameters[copy]);
            GC.KeepAlive(gradients[copy]);
        }
    }

    /// <summary>Allocates what <see cref="HessianProducts"/> keeps.</summary>
    public void PrepareToStand()
    {
        var length = (long)_task.Train.Count * (_lowest.Output?.Stride ?? 0);
        if (length is > 0 and <= LargestKept) _kept = new AlignedBuffer((int)length);
    }

    /// <summary>
    /// The same products at parameters that stand still over many calls. No gradient comes of it, so that the lowest layer passes nothing
    /// back; and what it puts out, the larger part of a dense network's work, is kept where it fits into memory.
    /// </summary>
    /// <param name="parameters">w, of one copy.</param>
    /// <param name="scratch">Of the length of w; is overwritten.</param>
    /// <param name="vectors">v.</param>
    /// <param name="products">Receive H·v.</param>
    /// <param name="moved">Whether w is not that of the last call.</param>
    public void HessianProducts(
        AlignedBuffer parameters, AlignedBuffer scratch, ReadOnlySpan<AlignedBuffer> vectors, ReadOnlySpan<AlignedBuffer> products, bool moved)
    {
        Pass(
            new ParameterView(parameters.Pointer, copies: 1), new ParameterView(scratch.Pointer, copies: 1), vectors, products,
            moved ? Standing.Anew : Standing.Still);
        GC.KeepAlive(parameters);
        GC.KeepAlive(scratch);
    }

    private void Pass(
        in ParameterView w, in ParameterView g, ReadOnlySpan<AlignedBuffer> vectors, ReadOnlySpan<AlignedBuffer> products, Standing standing)
    {
        var batches = (vectors.Length + _perBatch - 1) / _perBatch;
        var samples = _task.Train;
        g.Clear(_layout);
        _logits.ClearSums();
        foreach (var layer in _layers) layer.Begin(w);
        for (var b = 0; b < batches; b++) _tangents[b].Begin(Batch(vectors, b), Batch(products, b));
        var size = _tile ?? samples.Inputs.Tile;
        for (var index = 0; index * size < samples.Count; index++)
        {
            var tile = new Tile(samples, index, size, w.Copies);
            foreach (var layer in _layers)
            {
                if (layer != _lowest || standing == Standing.No || _kept is null) layer.Forward(tile, w);
                else ForwardKept(tile, w, index * size, standing);
            }

            _loss.Differentiate(_kernels, tile, _logits);
            _logits.AddSums(tile);
            for (var l = _layers.Length - 1; l >= 0; l--)
            {
                if (standing != Standing.No && _layers[l] == _lowest) break;
                _layers[l].Backward(tile, w, g);
            }

            for (var b = 0; b < batches; b++) _tangents[b].Pass(tile, w, _kernels, _loss, _logits);
        }

        foreach (var layer in _layers) layer.End(g);
        for (var b = 0; b < batches; b++) _tangents[b].End(Batch(vectors, b), Batch(products, b));
    }

    private void ForwardKept(in Tile tile, in ParameterView w, int first, Standing standing)
    {
        var output = _lowest.Output!.Values(tile);
        var kept = new MatrixView(_kept!.Pointer + (long)first * output.Columns, output.Rows, output.Columns, output.Columns);
        if (standing == Standing.Anew) _lowest.Forward(tile, w);
        var (from, to) = standing == Standing.Anew ? (output, kept) : (kept, output);
        new ReadOnlySpan<double>(from.Data, from.Rows * from.Columns).CopyTo(new Span<double>(to.Data, to.Rows * to.Columns));
    }

    private ReadOnlySpan<AlignedBuffer> Batch(ReadOnlySpan<AlignedBuffer> all, int batch) =>
        all.Slice(batch * _perBatch, Math.Min(_perBatch, all.Length - batch * _perBatch));

    /// <summary>
    /// Of the reference: fraction of the test samples classified correctly, and the mean loss over them if that is wanted (else 0). With
    /// real targets R²: 1 − the sum of the losses divided by that of the targets' mean.
    /// </summary>
    public (double Accuracy, double Loss) Test(AlignedBuffer reference, bool loss) => Test(reference, loss, isReference: true);

    /// <summary>
    /// Of a replica: the same accuracy, the mean over the test samples of the distance of its logits from those of the reference that was
    /// tested last, and the share of its predictions that differ.
    /// </summary>
    public (double Accuracy, double Distance, double Disagreement) TestReplica(AlignedBuffer replica)
    {
        _comparison?.Begin();
        var (accuracy, _) = Test(replica, loss: false, isReference: false);
        return _comparison is null
            ? (accuracy, 0, 0)
            : (accuracy, _comparison.Distance / _task.Test.Count, _comparison.Different / _task.Test.Count);
    }

    private (double Accuracy, double Loss) Test(AlignedBuffer parameters, bool loss, bool isReference)
    {
        var (correct, samples) = (0, _task.Test);
        var size = _tile ?? samples.Inputs.Tile;
        var real = _task.HasRealTargets;
        _logits.ClearSums();
        for (var index = 0; index * size < samples.Count; index++)
        {
            var tile = new Tile(samples, index, size, copies: 1);
            var logits = LogitsOf(parameters, tile);
            if (isReference) _comparison?.Keep(index, logits);
            else _comparison?.Add(index, logits);
            if (!real) correct += _kernels.CountCorrect(logits, tile.Labels);
            if (!real && !loss) continue;
            _loss.Differentiate(_kernels, tile, _logits);
            _logits.AddSums(tile);
        }

        var sum = _logits.SumOfLosses(copies: 1, copy: 0);
        return (real ? 1 - sum / samples.LossOfMean : (double)correct / samples.Count, loss ? sum / samples.Count : 0);
    }

    private MatrixView LogitsOf(AlignedBuffer parameters, in Tile tile)
    {
        var w = new ParameterView(parameters.Pointer, copies: 1);
        foreach (var layer in _layers) layer.Forward(tile, w);
        GC.KeepAlive(parameters);
        return _logits.Of(tile, 0);
    }

    // As many samples as let the largest layer's activations and derivatives stay in the second-level cache.
    private static int TileOf(NetworkPlan plan)
    {
        const int NearCache = 1 << 14; // doubles
        var largest = plan.Layers.Max(layer => Math.Max(layer.Inputs, layer.Outputs));
        return Math.Clamp(NearCache / largest / ParameterLayout.Lanes, 1, 8) * ParameterLayout.Lanes;
    }

    // Whether the parameters of a pass are those of the pass before.
    private enum Standing
    {
        No,
        Anew,
        Still,
    }
}
