using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>Draws w(0), and directions.</summary>
internal static class InitialParameters
{
    /// <summary>
    /// w(0): element e of tensor k (row-major, outputs first) takes the e-th number of the stream (key of the item; initialisation;
    /// 0; k). Biases are 0.
    /// </summary>
    /// <param name="architecture">The network.</param>
    /// <param name="key">The item's, <see cref="ItemSeed.Key(ulong, Architecture, SampleShape, int)"/>.</param>
    /// <param name="layout">How parameters lie.</param>
    /// <param name="parameters">A zeroed buffer.</param>
    public static void Draw(Architecture architecture, ulong key, ParameterLayout layout, AlignedBuffer parameters)
    {
        for (var k = 0; k < layout.Tensors.Length; k++)
        {
            var tensor = layout.Tensors[k];
            if (tensor.FanIn == 0) continue;
            var initial = new RandomStream(key, RandomPurpose.InitialParameters, 0, k);
            var scale = Scale(architecture, tensor);
            var uniform = architecture.Initialisation == Initialisation.Uniform;
            for (var e = 0; e < tensor.Count; e++)
                parameters.Span[tensor.IndexOf(e)] = uniform ? initial.Uniform(e, -scale, scale) : scale * initial.Normal(e);
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
