using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>Draws w(0) and w(0) + ξ.</summary>
internal static class InitialParameters
{
    /// <summary>
    /// Fills copy 0 with w(0) and copies 1 … M with w(0) + ξ_j. Element e of tensor k (row-major [out, in]) takes the e-th
    /// number of the stream (key of the item; initialisation or perturbation; replica; k). Biases are 0 and stay unperturbed.
    /// </summary>
    public static void Draw(
        PairGroupSpec spec, ParameterLayout layout, IReadOnlyList<AlignedBuffer> copies)
    {
        var key = ItemSeed.Key(spec.Seed, spec.Architecture, layout.Layers[0].In, layout.Layers[^1].Out);
        for (var l = 0; l < layout.Layers.Length; l++)
        {
            var layer = layout.Layers[l];
            var scale = Scale(spec.Architecture.Initialisation, layer);
            var normal = new RandomStream(key, RandomPurpose.InitialParameters, 0, 2 * l);
            for (var o = 0; o < layer.Out; o++)
                for (var i = 0; i < layer.In; i++)
                {
                    var (e, at) = ((long)o * layer.In + i, layer.Weights + i * layer.Stride + o);
                    var w = copies[0].Span[at] = scale * normal.Normal(e);
                    for (var j = 1; j < copies.Count; j++)
                        copies[j].Span[at] = w + new RandomStream(key, RandomPurpose.Perturbation, j, 2 * l)
                            .Uniform(e, -spec.Perturbation.Epsilon, spec.Perturbation.Epsilon);
                }
        }
    }

    private static double Scale(Initialisation initialisation, DenseLayer layer) => initialisation switch
    {
        Initialisation.Normal => 1,
        Initialisation.LeCun => Math.Sqrt(1.0 / layer.In),
        Initialisation.Glorot => Math.Sqrt(2.0 / (layer.In + layer.Out)),
        Initialisation.He => Math.Sqrt(2.0 / layer.In),
        _ => throw new ArgumentOutOfRangeException(nameof(initialisation), initialisation, null),
    };
}
