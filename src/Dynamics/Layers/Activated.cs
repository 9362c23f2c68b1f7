using System.Collections.Immutable;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
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
    private readonly AlignedBuffer? _slopes; // φ′, for tangents
    private readonly AlignedBuffer? _bends; // φ″ times the derivative with respect to the output

    public Activated(Activation activation, LayerContext context, Layer below)
    {
        (_kernels, _activation, _below) = (context.Kernels, activation, below);
        _input = below.Output ?? throw new InvalidOperationException("Nothing follows the layer that makes the logits.");
        _output = _input.Activated(inPlace: !activation.NeedsInput && !below.NeedsOutput);
        below.IsSummedAbove = true;
        if (context.Tangents == 0) return;
        _slopes = new AlignedBuffer(context.Tile * _input.Stride);
        _bends = new AlignedBuffer(_slopes.Length);
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
        MatrixView z = _input.Values(tile), y = _output.Values(tile), delta = _output.Deltas(tile);
        if (_slopes is not null && tile.Copies == 1)
            _kernels.Bend(_activation, z.Data, y.Data, delta.Data, _slopes.Pointer, _bends!.Pointer, z.Rows * z.Columns);
        _kernels.MultiplyBySlope(_activation, z, y, delta, _below.SumsOfDeltas(gradient));
    }

    public override LayerTangent Tangent(LayerTangent? tangentBelow, Logits? tangentLogits) => new Along(this, tangentBelow!);

    private sealed class Along(Activated layer, LayerTangent below) : LayerTangent
    {
        private readonly Signal _input = layer._input.Tangents;
        private readonly Signal _output = layer._output.Tangents;

        public override void Forward(in Tile tile, in ParameterView w, in ParameterView v)
        {
            for (var i = 0; i < tile.Copies; i++)
                layer._kernels.Multiply(Of(layer._slopes!, tile), _input.Values(tile, i), _output.Values(tile, i));
        }

        public override void Backward(in Tile tile, in ParameterView w, in ParameterView v, in ParameterView product)
        {
            var sums = below.SumsOfDeltas(product);
            for (var i = 0; i < tile.Copies; i++)
                layer._kernels.BendDeltas(
                    Of(layer._slopes!, tile), Of(layer._bends!, tile), _input.Values(tile, i), _output.Deltas(tile, i),
                    sums is null ? null : sums + i * _input.Stride);
        }

        private MatrixView Of(AlignedBuffer buffer, in Tile tile) =>
            new(buffer.Pointer, tile.Count, _input.Stride, _input.Stride);
    }
}
