using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Layers;

namespace Chaos.Actors.Dynamics.Losses;

/// <summary>Half the squared distance between a sample's outputs and its class: ½ Σ_k (f_k − [k = y])².</summary>
internal sealed unsafe class SquaredError : Loss
{
    public override string Text => "squared";

    internal override void Differentiate(IKernels kernels, in Tile tile, Logits logits)
    {
        for (var copy = 0; copy < tile.Copies; copy++)
            kernels.SquaredError(logits.Of(tile, copy), tile.Labels, logits.Losses(tile, copy));
    }

    // The derivative is f − y: its tangent is that of f.
    internal override void Tangent(IKernels kernels, in Tile tile, Logits logits, Logits tangents)
    {
    }
}
