using System.Collections.Immutable;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>A nonlinearity, element by element.</summary>
/// <param name="Activation">φ.</param>
public sealed record ActivationSpec(Activation Activation) : LayerSpec
{
    /// <inheritdoc/>
    public override string Word => Activation.Text.Split(' ')[0];

    /// <inheritdoc/>
    public override string Text => Activation.Text;

    internal override SampleShape OutputOf(SampleShape inputs) => inputs;

    internal override ImmutableArray<ParameterTensor> Describe(SampleShape inputs, string name, long offset) => [];

    internal override IEnumerable<Layer> Build(LayerPlan plan, LayerContext context) =>
        Data.OrBelow(plan, context, below => new Activated(Activation, context, below));
}

/// <summary>
/// y = φ(z), in place of z unless the slope, or the layer below, needs z as well. The derivatives pass in place; their sums, which are the gradient of the
/// biases below, are added up in the same pass.
/// </summary>
internal sealed unsafe class Activated : Layer
{
    private readonly IKernels _kernels;
    private readonly Activation _activation;
    private readonly Layer _below;
    private readonly Signal _input;
    private readonly Signal _output;

    public Activated(Activation activation, LayerContext context, Layer below)
    {
        (_kernels, _activation, _below) = (context.Kernels, activation, below);
        _input = below.Output ?? throw new InvalidOperationException("Nothing follows the layer that makes the logits.");
        _output = activation.NeedsInput || below.NeedsOutput ? new Signal(context.Tile, context.Copies, _input) : _input;
        below.IsSummedAbove = true;
    }

    public override Signal Output => _output;

    public override bool NeedsOutput => true;

    public override bool WantsDeltas => _below.WantsDeltas;

    public override void Forward(in Tile tile, in ParameterView w)
    {
        var z = _input.Values(tile);
        _kernels.Activate(_activation, z.Data, _output.Values(tile).Data, z.Rows * z.Columns);
    }

    public override void Backward(in Tile tile, in ParameterView w, in ParameterView gradient)
    {
        if (!_below.WantsDeltas) return;
        _kernels.MultiplyBySlope(
            _activation, _input.Values(tile), _output.Values(tile), _output.Deltas(tile), _below.SumsOfDeltas(gradient));
    }
}
