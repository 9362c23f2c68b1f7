using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Analysis.Exponents;

/// <summary>Directions in which nearby trajectories neither part nor meet, whatever is learnt.</summary>
public static class NeutralDirections
{
    /// <summary>
    /// How many there are because softmax does not see what is added to all its inputs: Σ_k W_out[k, i] of each unit i of the last layer, and
    /// Σ_k b_out[k], are conserved. With them the largest exponent of a long run is never negative. Null where the size of the last layer
    /// depends on the task, 0 where another loss or L2 conserves nothing.
    /// </summary>
    /// <param name="architecture">The network.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="l2">Its L2 coefficient, which pulls at weights and not at biases.</param>
    public static int? Conserved(Architecture architecture, Loss loss, double l2)
    {
        if (loss != Loss.CrossEntropy) return 0;
        var biases = architecture.Biases ? 1 : 0;
        if (l2 > 0) return biases;
        return architecture.Layers.LastOrDefault(layer => layer is not ActivationSpec) is DenseSpec dense ? dense.Units + biases : null;
    }
}
