using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>Draws w(0) and w(0) + ξ.</summary>
internal static class InitialParameters
{
    /// <summary>
    /// Fills copy 0 with w(0) and copies 1 … M with w(0) + ξ_j. Element e of tensor k (row-major, outputs first) takes the e-th
    /// number of the stream (key of the item; initialisation or perturbation; replica; k). Biases are 0.
    /// </summary>
    /// <param name="spec">The work item.</param>
    /// <param name="key">The item's, <see cref="ItemSeed.Key(ulong, Architecture, SampleShape, int)"/>.</param>
    /// <param name="layout">How parameters lie.</param>
    /// <param name="copies">Zeroed buffers.</param>
    public static void Draw(PairGroupSpec spec, ulong key, ParameterLayout layout, IReadOnlyList<AlignedBuffer> copies)
    {
        for (var k = 0; k < layout.Tensors.Length; k++)
        {
            var tensor = layout.Tensors[k];
            var initial = new RandomStream(key, RandomPurpose.InitialParameters, 0, k);
            var scale = tensor.FanIn == 0 ? 0 : Scale(spec.Architecture, tensor);
            var uniform = spec.Architecture.Initialisation == Initialisation.Uniform;
            for (var e = 0; e < tensor.Count; e++)
            {
                var at = tensor.IndexOf(e);
                var w = copies[0].Span[at] = tensor.FanIn == 0 ? 0
                    : uniform ? initial.Uniform(e, -scale, scale)
                    : scale * initial.Normal(e);
                for (var j = 1; j < copies.Count; j++)
                    copies[j].Span[at] = !tensor.Perturbed ? w : w + new RandomStream(key, RandomPurpose.Perturbation, j, k)
                        .Uniform(e, -spec.Perturbation.Epsilon, spec.Perturbation.Epsilon);
            }
        }
    }

    /// <summary>A direction: element e of tensor k is the e-th normal number of the stream (key; purpose; number; k), biases too.</summary>
    /// <param name="key">The item's.</param>
    /// <param name="purpose">Tangent vector or start of the search for the spectrum's ends.</param>
    /// <param name="number">Of the vector.</param>
    /// <param name="layout">How parameters lie.</param>
    /// <param name="length">Of the buffer: what is behind the parameters is 0.</param>
    public static AlignedBuffer Direction(ulong key, RandomPurpose purpose, int number, ParameterLayout layout, int length)
    {
        var direction = new AlignedBuffer(length);
        for (var k = 0; k < layout.Tensors.Length; k++)
        {
            var (tensor, normal) = (layout.Tensors[k], new RandomStream(key, purpose, number, k));
            for (var e = 0; e < tensor.Count; e++) direction.Span[tensor.IndexOf(e)] = normal.Normal(e);
        }

        return direction;
    }

    // What a standard normal number is multiplied by, or how far from 0 a uniform one may be.
    private static double Scale(Architecture architecture, ParameterTensor tensor) => architecture.Initialisation switch
    {
        Initialisation.Normal => architecture.Sigma,
        Initialisation.LeCun or Initialisation.Uniform => Math.Sqrt(1.0 / tensor.FanIn),
        Initialisation.Glorot => Math.Sqrt(2.0 / (tensor.FanIn + tensor.FanOut)),
        Initialisation.He => Math.Sqrt(2.0 / tensor.FanIn),
        var other => throw new ArgumentOutOfRangeException(nameof(architecture), other, null),
    };
}
