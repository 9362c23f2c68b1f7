using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Digests;

/// <summary>Fixed arguments: the edges of every regime, and random ones on several scales. A multiple of 8.</summary>
public static class Arguments
{
    private static readonly double[] Edges =
    [
        0.0, -0.0, double.Epsilon, -double.Epsilon, 2.2250738585072009E-308, 2.2250738585072014E-308, 1E-300, 1E-16,
        0.17328679513998632, 0.1732867951399863, 0.34657359027997264, 0.5198603854199589, 0.5, 0.7071067811865475,
        0.7071067811865476, 1.0, 0.9999999999999999, 1.0000000000000002, 1.4142135623730951, 1.414213562373095,
        18.02182669455858, 18.3, 18.54, 18.71, 19.06, 19.0615, 19.0616, 19.1, 19.2, 20.0, 36.7, 37.0, 88.0,
        707.5, 708.3964185322641, 709.782712893384, 709.7827128933841, 710.0, 744.4400719213812, 745.1332191019411,
        745.1332191019412, 746.0, 1075.0, 1E5, 1E15, 1E300, double.MaxValue, double.PositiveInfinity, double.NaN,
    ];

    /// <summary>The arguments.</summary>
    public static double[] All { get; } = Create();

    private static double[] Create()
    {
        var values = new List<double>();
        foreach (var edge in Edges) values.AddRange([edge, -edge]);

        var stream = new RandomStream(0x0123_4567_89AB_CDEF, (RandomPurpose)1000, 0, 0);
        for (var k = 0; values.Count < 8192; k++)
        {
            // A random bit pattern (any magnitude, some NaN), then scales at which the functions do something.
            values.Add(BitConverter.UInt64BitsToDouble(stream.Bits(8L * k)));
            values.Add(stream.Uniform((8L * k) + 1, -0.5, 0.5));
            values.Add(stream.Uniform((8L * k) + 2, -4, 4));
            values.Add(stream.Uniform((8L * k) + 3, -20, 20));
            values.Add(stream.Uniform((8L * k) + 4, -750, 750));
            values.Add(stream.Uniform((8L * k) + 5, 0.5, 2));
        }

        return [.. values[..8192]];
    }
}
