using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>From images [row, column, channel] to the order of a dense layer's inputs, [channel, row, column].</summary>
internal sealed class Flatten(SampleShape shape, LayerContext context, Layer below) : Layer
{
    private readonly IKernels _kernels = context.Kernels;
    private readonly int _pixels = shape.Height * shape.Width;
    private readonly Signal _output = new(context.Tile, context.Copies, shape.Count);
    private readonly Signal _input =
        below.Output ?? throw new InvalidOperationException("Nothing follows the layer that makes the logits.");

    public override Signal Output => _output;

    public override bool WantsDeltas => below.WantsDeltas;

    public override void Forward(in Tile tile, in ParameterView w)
    {
        for (var copy = 0; copy < tile.Copies; copy++)
            for (var s = 0; s < tile.Count; s++)
                _kernels.Transpose(PixelMajor(_input.Values(tile, copy), s), ChannelMajor(_output.Values(tile, copy), s));
    }

    public override void Backward(in Tile tile, in ParameterView w, in ParameterView gradient)
    {
        if (!below.WantsDeltas) return;
        for (var copy = 0; copy < tile.Copies; copy++)
            for (var s = 0; s < tile.Count; s++)
                _kernels.Transpose(ChannelMajor(_output.Deltas(tile, copy), s), PixelMajor(_input.Deltas(tile, copy), s));
    }

    private unsafe MatrixView PixelMajor(in MatrixView images, int sample) =>
        new(images.RowRange(sample, 1).Data, _pixels, shape.Channels, shape.Channels);

    private unsafe MatrixView ChannelMajor(in MatrixView images, int sample) =>
        new(images.RowRange(sample, 1).Data, shape.Channels, _pixels, _pixels);
}
