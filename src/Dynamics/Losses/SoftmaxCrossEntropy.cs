using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Layers;

namespace Chaos.Actors.Dynamics.Losses;

/// <summary>The cross-entropy between the softmax of a sample's outputs and its class: −ln p_y.</summary>
internal sealed unsafe class SoftmaxCrossEntropy : Loss
{
    public override string Text => "cross-entropy";

    internal override void Differentiate(IKernels kernels, in Tile tile, Logits logits)
    {
        for (var copy = 0; copy < tile.Copies; copy++)
            kernels.SoftmaxCrossEntropy(logits.Of(tile, copy), tile.Labels, logits.Losses(tile, copy));
    }

    internal override void Tangent(IKernels kernels, in Tile tile, Logits logits, Logits tangents)
    {
        for (var i = 0; i < tile.Copies; i++)
            kernels.SoftmaxTangent(logits.Of(tile.With(1), 0), tile.Labels, tangents.Of(tile, i));
    }
}
