using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>
/// The samples as they come, for a first layer that is not dense; images become [row, column, channel]. Nobody asks for derivatives.
/// </summary>
internal sealed unsafe class Data(SampleShape shape, LayerContext context) : Layer
{
    private readonly IKernels _kernels = context.Kernels;
    private readonly Signal _output = new(context.Tile, context.Copies, shape.Count, context.Tangents);
    private readonly AlignedBuffer _sample = new(shape.Count);

    public override Signal Output => _output;

    public override bool WantsDeltas => false;

    /// <summary>A layer above what lies below, which is the data where nothing else does.</summary>
    public static IEnumerable<Layer> OrBelow(LayerPlan plan, LayerContext context, Func<Layer, Layer> create)
    {
        if (context.Below is { } below) return [create(below)];
        var data = new Data(plan.InputShape, context);
        return [data, create(data)];
    }

    public override void Forward(in Tile tile, in ParameterView w)
    {
        var pixels = shape.Height * shape.Width;
        for (var s = 0; s < tile.Count; s++)
        {
            if (shape.Channels == 1 && tile.Copies == 1)
            {
                tile.Samples.Inputs.CopyRow(tile.First + s, new Span<double>(_output.Values(tile).RowRange(s, 1).Data, pixels));
                continue;
            }

            tile.Samples.Inputs.CopyRow(tile.First + s, _sample.Span);
            for (var copy = 0; copy < tile.Copies; copy++)
                _kernels.Transpose(
                    new MatrixView(_sample.Pointer, shape.Channels, pixels, pixels),
                    new MatrixView(
                        _output.Values(tile, copy).RowRange(s, 1).Data, pixels, shape.Channels, shape.Channels));
        }
    }

    public override void Backward(in Tile tile, in ParameterView w, in ParameterView gradient)
    {
    }

    public override LayerTangent Tangent(LayerTangent? tangentBelow, Logits? tangentLogits) =>
        throw new NotSupportedException("The data do not change.");
}
