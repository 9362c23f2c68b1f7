using System.Collections.Immutable;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>A dense layer, z[s, o] = b[o] + Σ_i x[s, i] · w[o, i], i ascending.</summary>
/// <param name="Units">Its outputs.</param>
public sealed record DenseSpec(int Units) : LayerSpec
{
    /// <summary>Its outputs, at least one.</summary>
    public int Units { get; } = Positive(Units);

    internal const string Name = "dense";

    /// <inheritdoc/>
    public override string Word => Name;

    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant($"{Name} {Units}");

    internal static LayerSpec Read(LayerText text) => new DenseSpec(text.Number("a number of units"));

    internal override SampleShape OutputOf(SampleShape inputs) => SampleShape.Flat(Units);

    internal override ImmutableArray<ParameterTensor> Describe(SampleShape inputs, string name, long offset)
    {
        var weights = ParameterTensor.Weight($"{name} weight", [Units, inputs.Count], offset, inputs.Count, Units);
        return [weights, ParameterTensor.Bias($"{name} bias", Units, offset + weights.Length)];
    }

    // The first layer multiplies the data as they are laid out, the last one makes logits. Images are flattened first.
    internal override IEnumerable<Layer> Build(LayerPlan plan, LayerContext context)
    {
        if (context.Below is not { } images || plan.InputShape.Channels == plan.Inputs) return BuildOnFlat(plan, context);
        var flat = new Flatten(plan.InputShape, context, images);
        return BuildOnFlat(plan, context with { Below = flat }).Prepend(flat);
    }

    private static IEnumerable<Layer> BuildOnFlat(LayerPlan plan, LayerContext context) => (context.Below, context.Logits) switch
    {
        (null, null) => [new DenseOnData(plan, context)],
        (null, { } logits) => OnDataToLogits(new DenseOnData(plan, context) { IsSummedAbove = true }, plan, context, logits),
        ({ Output: { } below }, null) => [new Dense(plan, context, below)],
        ({ Output: { } below }, { } logits) => [new DenseToLogits(plan, context, below, logits)],
        _ => throw new InvalidOperationException("Nothing follows the layer that makes the logits."),
    };

    private static Layer[] OnDataToLogits(DenseOnData dense, LayerPlan plan, LayerContext context, Logits logits) =>
        [dense, new RowsToLogits(context.Kernels, dense.Output, plan.Biases, logits)];
}

/// <summary>A dense layer between two others.</summary>
internal sealed unsafe class Dense(LayerPlan plan, LayerContext context, Signal below) : Layer
{
    private readonly IKernels _kernels = context.Kernels;
    private readonly ParameterTensor _weights = plan.Tensors[0];
    private readonly BiasRow _biases = new(plan, context);
    private readonly TransposedWeights _transposed = new(context.Kernels, plan.Tensors[0], context.Copies);
    private readonly AlignedBuffer _zeros = new(below.Stride);
    private readonly bool _moves = context.Below!.WantsDeltas; // whether its inputs depend on parameters
    private readonly Signal _output = new(context.Tile, context.Copies, plan.Outputs, context.Tangents);

    public override Signal Output => _output;

    public override void Begin(in ParameterView w) => _transposed.Load(w);

    public override void Forward(in Tile tile, in ParameterView w)
    {
        for (var copy = 0; copy < tile.Copies; copy++)
            _kernels.AddProduct(
                Inputs(tile, copy), w.Of(_weights, copy),
                MatrixView.Repeat(_biases.Of(w, copy), tile.Count, _output.Stride), _output.Values(tile, copy));
    }

    public override void Backward(in Tile tile, in ParameterView w, in ParameterView gradient)
    {
        if (!IsSummedAbove && SumsOfDeltas(gradient) is var sums && sums is not null)
            _kernels.AddRowSum(_output.Deltas(tile), sums);
        for (var copy = 0; copy < tile.Copies; copy++)
        {
            var (delta, g) = (_output.Deltas(tile, copy), gradient.Of(_weights, copy));
            _kernels.AddProduct(Inputs(tile, copy).Transposed, delta, g, g);
            _kernels.AddProduct(
                delta.ColumnRange(0, _weights.Outputs), _transposed.Of(tile.Copies, copy),
                MatrixView.Repeat(_zeros.Pointer, tile.Count, below.Stride), below.Deltas(tile, copy));
        }
    }

    public override double* SumsOfDeltas(in ParameterView gradient) => _biases.In(gradient);

    public override LayerTangent Tangent(LayerTangent? tangentBelow, Logits? tangentLogits) => new Along(this, below, context.Tangents);

    private MatrixView Inputs(in Tile tile, int copy) => below.Values(tile, copy).ColumnRange(0, _weights.Rows);

    // ż = x·v + ẋ·w; the derivative of x·δ is x·δ̇ + ẋ·δ, two sums over all samples that are added at the end; that of δ·w likewise.
    private sealed class Along(Dense layer, Signal below, int tangents) : LayerTangent
    {
        private readonly IKernels _kernels = layer._kernels;
        private readonly ParameterTensor _weights = layer._weights;
        private readonly bool _moves = layer._moves;
        private readonly Signal _output = layer._output.Tangents;
        private readonly Signal _inputs = below.Tangents;
        private readonly TransposedWeights _transposed = new(layer._kernels, layer._weights, tangents);
        private readonly AlignedBuffer _second = new(checked(tangents * (int)layer._weights.Length)); // Σ ẋ·δ
        private readonly AlignedBuffer _zeros = new(tangents * below.Stride);

        public override void Begin(in ParameterView v)
        {
            _transposed.Load(v);
            _second.Span.Clear();
        }

        public override void Forward(in Tile tile, in ParameterView w, in ParameterView v)
        {
            var all = _output.Values(tile);
            _kernels.AddProduct(
                layer.Inputs(tile.With(1), 0), v.Of(_weights), MatrixView.Repeat(layer._biases.Of(v), tile.Count, all.Columns), all);
            for (var i = 0; i < tile.Copies && _moves; i++)
            {
                var output = _output.Values(tile, i);
                _kernels.AddProduct(Inputs(tile, i), w.Of(_weights), output, output);
            }
        }

        public override void Backward(in Tile tile, in ParameterView w, in ParameterView v, in ParameterView product)
        {
            var (one, first, inputs) = (tile.With(1), product.Of(_weights), _inputs.Deltas(tile));
            var delta = layer._output.Deltas(one);
            if (!layer.IsSummedAbove && SumsOfDeltas(product) is var sums && sums is not null)
                _kernels.AddRowSum(_output.Deltas(tile), sums);
            _kernels.AddProduct(layer.Inputs(one, 0).Transposed, _output.Deltas(tile), first, first);
            if (!_moves) return;
            _kernels.AddProduct(
                delta.ColumnRange(0, _weights.Outputs), _transposed.All(tile.Copies),
                MatrixView.Repeat(_zeros.Pointer, tile.Count, inputs.Columns), inputs);
            for (var i = 0; i < tile.Copies; i++)
            {
                var (second, input) = (Second(tile.Copies).ColumnRange(i * _weights.Stride, _weights.Stride), _inputs.Deltas(tile, i));
                _kernels.AddProduct(Inputs(tile, i).Transposed, delta, second, second);
                _kernels.AddProduct(
                    _output.Deltas(tile, i).ColumnRange(0, _weights.Outputs), layer._transposed.Of(1, 0), input, input);
            }
        }

        public override void End(in ParameterView product)
        {
            if (_moves) _kernels.AddMultiple(1, _second.Pointer, product.Of(_weights).Data, product.Copies * (int)_weights.Length);
        }

        public override double* SumsOfDeltas(in ParameterView product) => layer._biases.In(product);

        private MatrixView Second(int copies) =>
            new(_second.Pointer, _weights.Rows, copies * _weights.Stride, copies * _weights.Stride);

        private MatrixView Inputs(in Tile tile, int i) => _inputs.Values(tile, i).ColumnRange(0, _weights.Rows);
    }
}
