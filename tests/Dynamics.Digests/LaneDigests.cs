using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Digests;

/// <summary>Digests of the elementary functions and of the lane operations they are made of.</summary>
public static class LaneDigests
{
    /// <summary>Digest of tanh over <see cref="Arguments"/>.</summary>
    public static string Tanh(SimdWidth width) => Simd.Run<TanhOperation, string>(width, default);

    /// <summary>Digest of exp.</summary>
    public static string Exp(SimdWidth width) => Simd.Run<ExpOperation, string>(width, default);

    /// <summary>Digest of exp − 1 over arguments up to 0.</summary>
    public static string ExpMinusOne(SimdWidth width) => Simd.Run<ExpMinusOneOperation, string>(width, default);

    /// <summary>Digest of log.</summary>
    public static string Log(SimdWidth width) => Simd.Run<LogOperation, string>(width, default);

    /// <summary>Digest of the sigmoid.</summary>
    public static string Sigmoid(SimdWidth width) => Simd.Run<SigmoidOperation, string>(width, default);

    /// <summary>Digest of add, …, fused multiply-add, min, max over pairs and triples of arguments.</summary>
    public static string Operations(SimdWidth width) => Simd.Run<ArithmeticOperation, string>(width, default);

    private readonly unsafe struct TanhOperation : ILaneOperation<string>
    {
        public string Invoke<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var x = (double[])Arguments.All.Clone();
            fixed (double* p = x) ElementaryKernels.Tanh<TLanes, TVector>(p, p, x.Length);
            return DoublesDigest.Of(x);
        }
    }

    private readonly unsafe struct ExpOperation : ILaneOperation<string>
    {
        public string Invoke<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var x = (double[])Arguments.All.Clone();
            fixed (double* p = x) ElementaryKernels.Exp<TLanes, TVector>(p, p, x.Length);
            return DoublesDigest.Of(x);
        }
    }

    private readonly unsafe struct ExpMinusOneOperation : ILaneOperation<string>
    {
        public string Invoke<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var x = Array.ConvertAll(Arguments.All, argument => -Math.Abs(argument));
            fixed (double* p = x) ElementaryKernels.ExpMinusOne<TLanes, TVector>(p, p, x.Length);
            return DoublesDigest.Of(x);
        }
    }

    private readonly unsafe struct LogOperation : ILaneOperation<string>
    {
        public string Invoke<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var x = (double[])Arguments.All.Clone();
            fixed (double* p = x) ElementaryKernels.Log<TLanes, TVector>(p, p, x.Length);
            return DoublesDigest.Of(x);
        }
    }

    private readonly unsafe struct SigmoidOperation : ILaneOperation<string>
    {
        public string Invoke<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var x = (double[])Arguments.All.Clone();
            fixed (double* p = x) ElementaryKernels.Sigmoid<TLanes, TVector>(p, p, x.Length);
            return DoublesDigest.Of(x);
        }
    }

    private readonly unsafe struct ArithmeticOperation : ILaneOperation<string>
    {
        public string Invoke<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            const int Kinds = 10;
            var source = Arguments.All;
            var n = source.Length;
            var results = new double[Kinds * n];
            fixed (double* p = source, q = results)
            {
                for (var i = 0; i < n; i += TLanes.Count)
                {
                    var a = TLanes.Load(p + i);
                    var b = TLanes.Load(p + ((i + 8) % n));
                    var c = TLanes.Load(p + ((i + 24) % n));
                    var t = q + i;
                    TLanes.Store(t, TLanes.Add(a, b));
                    TLanes.Store(t + n, TLanes.Subtract(a, b));
                    TLanes.Store(t + (2 * n), TLanes.Multiply(a, b));
                    TLanes.Store(t + (3 * n), TLanes.Divide(a, b));
                    TLanes.Store(t + (4 * n), TLanes.Fma(a, b, c));
                    TLanes.Store(t + (5 * n), TLanes.FmaNegated(a, b, c));
                    TLanes.Store(t + (6 * n), TLanes.Sqrt(a));
                    TLanes.Store(t + (7 * n), TLanes.Max(a, b));
                    TLanes.Store(t + (8 * n), TLanes.Min(a, b));
                    // Near cancellation only a truly fused product shows its low half.
                    TLanes.Store(t + (9 * n), TLanes.FmaNegated(a, b, TLanes.Multiply(a, b)));
                }
            }

            return DoublesDigest.Of(results);
        }
    }
}
