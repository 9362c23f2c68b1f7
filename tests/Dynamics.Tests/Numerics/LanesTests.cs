using System.Numerics;
using Chaos.Actors.Dynamics.Digests;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

public unsafe class LanesTests
{
    public static TheoryData<SimdWidth> Widths => [.. Simd.Widths];

    private static readonly double[] Special =
    [
        0.0, -0.0, 1.0, -1.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, 0.1, 1.0 + (1.0 / (1L << 52)), 3.0, -7.25, 1E-300,
    ];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_mean_the_same_as_plain_arithmetic_in_every_lane(SimdWidth width) =>
        Assert.Equal((int)width, Simd.Run<Comparison, int>(width, default));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Should_mean_the_same_in_four_vectors(SimdWidth width) =>
        Assert.Equal(4 * (int)width, Simd.Run<FourfoldComparison, int>(width, default));

    [Fact]
    public void Should_choose_the_widest_accelerated_width()
    {
        Assert.True(Simd.IsAccelerated(Simd.Best));
        Assert.All(Simd.Widths, width => Assert.True(width <= Simd.Best || !Simd.IsAccelerated(width)));
    }

    [Fact]
    public void Should_fuse_multiply_and_add_with_one_rounding()
    {
        // (1 + u)² − (1 + 2u) = u²: lost when the product is rounded on its own.
        var a = 1.0 + Math.ScaleB(1, -40);
        var c = -(1.0 + Math.ScaleB(1, -39));
        Assert.Equal(Math.ScaleB(1, -80), ScalarLanes.Fma(a, a, c));
        Assert.Equal(-Math.ScaleB(1, -80), ScalarLanes.FmaNegated(a, a, -c));

        // Against exact integers, where a rounded product would be wrong almost always.
        var random = new Random(5);
        for (var i = 0; i < 1000; i++)
        {
            long x = random.NextInt64(1L << 53), y = random.NextInt64(1L << 53);
            var product = new BigInteger(x) * y;
            var rounded = (double)x * y;
            Assert.Equal((double)(product - new BigInteger(rounded)), ScalarLanes.Fma(x, y, -rounded));
        }
    }

    private readonly struct FourfoldComparison : ILaneOperation<int>
    {
        public int Invoke<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => default(Comparison).Invoke<FourfoldLanes<TLanes, TVector>, FourVectors<TVector>>();
    }

    private readonly struct Comparison : ILaneOperation<int>
    {
        public int Invoke<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var values = new List<double>(Special);
            values.AddRange(Arguments.All.Take(200));
            foreach (var x in values)
            {
                Unary<TLanes, TVector>(x);
                foreach (var y in Special) Binary<TLanes, TVector>(x, y);
            }

            Shifts<TLanes, TVector>();
            return TLanes.Count;
        }

        private static void Unary<TLanes, TVector>(double x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var v = TLanes.Broadcast(x);
            Check<TLanes, TVector>("sqrt", Math.Sqrt(x), TLanes.Sqrt(v));
            Check<TLanes, TVector>("abs", Math.Abs(x), TLanes.Abs(v));
            Check<TLanes, TVector>("negate", -x, TLanes.Negate(v));
            Check<TLanes, TVector>("zero", 0.0, TLanes.Zero);
        }

        private static void Binary<TLanes, TVector>(double x, double y)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            // Different values in neighbouring lanes, so that a mix-up would show.
            var pair = stackalloc double[TLanes.Count];
            var other = stackalloc double[TLanes.Count];
            var third = stackalloc double[TLanes.Count];
            for (var i = 0; i < TLanes.Count; i++)
            {
                pair[i] = (i & 1) == 0 ? x : y;
                other[i] = (i & 1) == 0 ? y : x;
                third[i] = i + 0.5;
            }

            TVector a = TLanes.Load(pair), b = TLanes.Load(other), c = TLanes.Load(third);
            Each<TLanes, TVector>("add", TLanes.Add(a, b), i => At(x, y, i) + At(y, x, i));
            Each<TLanes, TVector>("subtract", TLanes.Subtract(a, b), i => At(x, y, i) - At(y, x, i));
            Each<TLanes, TVector>("multiply", TLanes.Multiply(a, b), i => At(x, y, i) * At(y, x, i));
            Each<TLanes, TVector>("divide", TLanes.Divide(a, b), i => At(x, y, i) / At(y, x, i));
            Each<TLanes, TVector>(
                "fma", TLanes.Fma(a, b, c), i => Math.FusedMultiplyAdd(At(x, y, i), At(y, x, i), i + 0.5));
            Each<TLanes, TVector>(
                "fma negated", TLanes.FmaNegated(a, b, c),
                i => Math.FusedMultiplyAdd(-At(x, y, i), At(y, x, i), i + 0.5));
            Each<TLanes, TVector>(
                "max", TLanes.Max(a, b), i => At(x, y, i) > At(y, x, i) ? At(x, y, i) : At(y, x, i));
            Each<TLanes, TVector>(
                "min", TLanes.Min(a, b), i => At(x, y, i) < At(y, x, i) ? At(x, y, i) : At(y, x, i));
            Each<TLanes, TVector>(
                "less", TLanes.Select(TLanes.LessThan(a, b), c, a), i => At(x, y, i) < At(y, x, i) ? i + 0.5 : At(x, y, i));
            Each<TLanes, TVector>(
                "equal", TLanes.Select(TLanes.Equal(a, b), c, b), i => x == y ? i + 0.5 : At(y, x, i));
        }

        private static void Shifts<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            const long Bits = unchecked((long)0x8123_4567_89AB_CDEF);
            var v = TLanes.BroadcastBits(Bits);
            var w = TLanes.BroadcastBits(0x0FF0_0000_0000_0123);
            Check<TLanes, TVector>("left", FromBits(unchecked(Bits << 52)), TLanes.ShiftLeft(v, 52));
            Check<TLanes, TVector>("right", FromBits(Bits >>> 52), TLanes.ShiftRight(v, 52));
            Check<TLanes, TVector>("and", FromBits(Bits & 0x0FF0_0000_0000_0123), TLanes.And(v, w));
            Check<TLanes, TVector>("or", FromBits(Bits | 0x0FF0_0000_0000_0123), TLanes.Or(v, w));
            Check<TLanes, TVector>("add bits", FromBits(Bits + 0x0FF0_0000_0000_0123), TLanes.AddBits(v, w));
            Check<TLanes, TVector>("subtract bits", FromBits(unchecked(Bits - 0x0FF0_0000_0000_0123)), TLanes.SubtractBits(v, w));
        }

        private static double At(double x, double y, int lane) => (lane & 1) == 0 ? x : y;

        private static double FromBits(long bits) => BitConverter.Int64BitsToDouble(bits);

        private static void Check<TLanes, TVector>(string what, double expected, TVector actual)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => Each<TLanes, TVector>(what, actual, _ => expected);

        private static void Each<TLanes, TVector>(string what, TVector actual, Func<int, double> expected)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var lanes = stackalloc double[TLanes.Count];
            TLanes.Store(lanes, actual);
            for (var i = 0; i < TLanes.Count; i++)
                Assert.True(SameBits.Are(expected(i), lanes[i]), $"{what}: {expected(i):R} but lane {i} has {lanes[i]:R}");
        }
    }
}
