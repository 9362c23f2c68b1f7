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
    private readonly Signal _output = new(context.Tile, context.Copies, plan.Outputs);

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

    private MatrixView Inputs(in Tile tile, int copy) => below.Values(tile, copy).ColumnRange(0, _weights.Rows);
}
