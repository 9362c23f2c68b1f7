using Chaos.Actors.Dynamics.Digests;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

/// <summary>Every width gives the bits of the plain reference code.</summary>
public unsafe class ElementaryWidthTests
{
    public static TheoryData<SimdWidth> Widths => [.. Simd.Widths];

    private static readonly Lazy<double[]> Many = new(ManyArguments);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_give_the_bits_of_the_reference(SimdWidth width) => Simd.Run<Check, int>(width, default);

    private static double[] ManyArguments()
    {
        var random = new Random(3);
        var values = new List<double>(Arguments.All);
        while (values.Count < 100_000)
        {
            values.Add(BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)));
            values.Add((random.NextDouble() * 1500) - 750);
            values.Add((random.NextDouble() * 44) - 22);
            values.Add((random.NextDouble() * 2) - 1);
        }

        // Neighbours of every breakpoint of the reductions.
        for (var n = -1080; n < 1030; n++)
        {
            var breakpoint = (n + 0.5) * Math.Log(2);
            values.AddRange([breakpoint, Math.BitIncrement(breakpoint), Math.BitDecrement(breakpoint), breakpoint / 2]);
            var root = Math.ScaleB(Math.Sqrt(0.5), n);
            values.AddRange([root, Math.BitIncrement(root), Math.BitDecrement(root), Math.ScaleB(1, n)]);
        }

        return [.. values[..(values.Count & ~7)]];
    }

    private readonly struct Check : ILaneOperation<int>
    {
        public int Invoke<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var x = Many.Value;
            var y = new double[x.Length];
            fixed (double* p = x, q = y)
            {
                ElementaryKernels.Tanh<TLanes, TVector>(p, q, x.Length);
                AssertSame("tanh", ElementaryFunctionsReference.Tanh, x, y);
                ElementaryKernels.Exp<TLanes, TVector>(p, q, x.Length);
                AssertSame("exp", ElementaryFunctionsReference.Exp, x, y);
                ElementaryKernels.ExpMinusOne<TLanes, TVector>(p, q, x.Length);
                AssertSame("exp minus one", ElementaryFunctionsReference.ExpMinusOne, x, y);
                ElementaryKernels.Log<TLanes, TVector>(p, q, x.Length);
                AssertSame("log", ElementaryFunctionsReference.Log, x, y);
                ElementaryKernels.Sigmoid<TLanes, TVector>(p, q, x.Length);
                AssertSame("sigmoid", ElementaryFunctionsReference.Sigmoid, x, y);
            }

            return TLanes.Count;
        }

        private static void AssertSame(string name, Func<double, double> reference, double[] x, double[] y)
        {
            for (var i = 0; i < x.Length; i++)
                Assert.True(SameBits.Are(reference(x[i]), y[i]), $"{name}({x[i]:R}): {y[i]:R}, not {reference(x[i]):R}");
        }
    }
}
