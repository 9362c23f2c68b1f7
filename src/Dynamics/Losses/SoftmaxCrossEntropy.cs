using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Layers;

namespace Chaos.Actors.Dynamics.Losses;

/// <summary>The cross-entropy between the softmax of a sample's outputs and its class: −ln p_y.</summary>
internal sealed unsafe class SoftmaxCrossEntropy(IKernels kernels)
{
    /// <summary>Replaces the outputs of every copy by the derivatives of the loss, and puts the samples' losses behind them.</summary>
    public void Differentiate(in Tile tile, Logits logits)
    {
        for (var copy = 0; copy < tile.Copies; copy++)
            kernels.SoftmaxCrossEntropy(logits.Of(tile, copy), tile.Labels, logits.Losses(tile, copy));
    }

    /// <summary>Replaces the tangents of the outputs of one copy by those of the derivatives that <see cref="Differentiate"/> left.</summary>
    public void Tangent(in Tile tile, Logits logits, Logits tangents)
    {
        for (var i = 0; i < tile.Copies; i++)
            kernels.SoftmaxTangent(logits.Of(tile.With(1), 0), tile.Labels, tangents.Of(tile, i));
    }
}
