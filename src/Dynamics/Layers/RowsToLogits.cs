using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>Turns the output of a dense layer that is the first and the last into logits.</summary>
internal sealed class RowsToLogits(IKernels kernels, Signal below, ParameterTensor? biases, Logits logits) : Layer
{
    public override Signal? Output => null;

    public override void Forward(in Tile tile, in ParameterView w)
    {
        for (var copy = 0; copy < tile.Copies; copy++)
            kernels.Transpose(below.Values(tile, copy).ColumnRange(0, below.Width), logits.Of(tile, copy));
    }

    public override void Backward(in Tile tile, in ParameterView w, in ParameterView gradient)
    {
        below.ClearDeltas();
        for (var copy = 0; copy < tile.Copies; copy++)
            kernels.Transpose(logits.Of(tile, copy), below.Deltas(tile, copy).ColumnRange(0, below.Width));
    }

    public override void End(in ParameterView gradient)
    {
        if (biases is not null) logits.StoreSumsOfDeltas(gradient, biases);
    }

    public override LayerTangent Tangent(LayerTangent? tangentBelow, Logits? tangentLogits) =>
        new Along(new RowsToLogits(kernels, below.Tangents, biases, tangentLogits!));

    // The same with tangents.
    private sealed class Along(RowsToLogits rows) : LayerTangent
    {
        public override void Forward(in Tile tile, in ParameterView w, in ParameterView v) => rows.Forward(tile, v);

        public override void Backward(in Tile tile, in ParameterView w, in ParameterView v, in ParameterView product) =>
            rows.Backward(tile, v, product);

        public override void End(in ParameterView product) => rows.End(product);
    }
}
