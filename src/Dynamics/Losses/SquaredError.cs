using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Layers;

namespace Chaos.Actors.Dynamics.Losses;

/// <summary>
/// Half the squared distance between a sample's outputs and its class, ½ Σ_k (f_k − [k = y])², or its real targets, ½ Σ_k (f_k − y_k)².
/// </summary>
internal sealed unsafe class SquaredError : Loss
{
    public override string Text => "squared";

    public override bool TakesRealTargets => true;

    internal override void Differentiate(IKernels kernels, in Tile tile, Logits logits)
    {
        for (var copy = 0; copy < tile.Copies; copy++)
        {
            var outputs = logits.Of(tile, copy);
            if (tile.HasTargets) kernels.SquaredDistance(outputs, tile.Targets(outputs.Rows), logits.Losses(tile, copy));
            else kernels.SquaredError(outputs, tile.Labels, logits.Losses(tile, copy));
        }
    }

    // The derivative is f − y: its tangent is that of f.
    internal override void Tangent(IKernels kernels, in Tile tile, Logits logits, Logits tangents)
    {
    }
}
