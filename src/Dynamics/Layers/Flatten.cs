using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>From images [row, column, channel] to the order of a dense layer's inputs, [channel, row, column].</summary>
internal sealed class Flatten(SampleShape shape, LayerContext context, Layer below) : Layer
{
    private readonly IKernels _kernels = context.Kernels;
    private readonly int _pixels = shape.Height * shape.Width;
    private readonly Signal _output = new(context.Tile, context.Copies, shape.Count, context.Tangents);
    private readonly Signal _input =
        below.Output ?? throw new InvalidOperationException("Nothing follows the layer that makes the logits.");

    public override Signal Output => _output;

    public override bool WantsDeltas => below.WantsDeltas;

    public override void Forward(in Tile tile, in ParameterView w) => Up(tile, _input, _output);

    public override void Backward(in Tile tile, in ParameterView w, in ParameterView gradient)
    {
        if (below.WantsDeltas) Down(tile, _input, _output);
    }

    public override LayerTangent Tangent(LayerTangent? tangentBelow, Logits? tangentLogits) => new Along(this);

    private void Up(in Tile tile, Signal input, Signal output)
    {
        for (var copy = 0; copy < tile.Copies; copy++)
            for (var s = 0; s < tile.Count; s++)
                _kernels.Transpose(PixelMajor(input.Values(tile, copy), s), ChannelMajor(output.Values(tile, copy), s));
    }

    private void Down(in Tile tile, Signal input, Signal output)
    {
        for (var copy = 0; copy < tile.Copies; copy++)
            for (var s = 0; s < tile.Count; s++)
                _kernels.Transpose(ChannelMajor(output.Deltas(tile, copy), s), PixelMajor(input.Deltas(tile, copy), s));
    }

    private unsafe MatrixView PixelMajor(in MatrixView images, int sample) =>
        new(images.RowRange(sample, 1).Data, _pixels, shape.Channels, shape.Channels);

    private unsafe MatrixView ChannelMajor(in MatrixView images, int sample) =>
        new(images.RowRange(sample, 1).Data, shape.Channels, _pixels, _pixels);

    // The same with tangents.
    private sealed class Along(Flatten layer) : LayerTangent
    {
        public override void Forward(in Tile tile, in ParameterView w, in ParameterView v) =>
            layer.Up(tile, layer._input.Tangents, layer._output.Tangents);

        public override void Backward(in Tile tile, in ParameterView w, in ParameterView v, in ParameterView product) =>
            layer.Down(tile, layer._input.Tangents, layer._output.Tangents);
    }
}
