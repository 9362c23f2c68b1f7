using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>The nonlinearities and their derivatives, element by element over whole vectors.</summary>
internal static unsafe class Activations<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc cref="IKernels.Activate"/>
    public static void Apply(Activation activation, double* x, int length)
    {
        switch (activation)
        {
            case Activation.Tanh:
                ElementaryKernels.Tanh<TLanes, TVector>(x, x, length);
                break;
            case Activation.Sigmoid:
                ElementaryKernels.Sigmoid<TLanes, TVector>(x, x, length);
                break;
            case Activation.Relu:
                for (var i = 0; i < length; i += TLanes.Count)
                    TLanes.Store(x + i, TLanes.Max(TLanes.Zero, TLanes.Load(x + i))); // NaN stays NaN
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, null);
        }
    }

    /// <inheritdoc cref="IKernels.MultiplyByDerivative"/>
    public static void MultiplyByDerivative(
        Activation activation, double* y, double* delta, int rows, int stride, double* sums)
    {
        switch (activation)
        {
            case Activation.Tanh:
                MultiplyBy<TanhSlope>(y, delta, rows, stride, sums);
                break;
            case Activation.Sigmoid:
                MultiplyBy<SigmoidSlope>(y, delta, rows, stride, sums);
                break;
            case Activation.Relu:
                MultiplyBy<ReluSlope>(y, delta, rows, stride, sums);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, null);
        }
    }

    // Down the rows, two vectors wide where there are two: a single sum would wait for its last addend.
    private static void MultiplyBy<TSlope>(double* y, double* delta, nint rows, nint stride, double* sums)
        where TSlope : struct, ISlope
    {
        nint o = 0;
        for (; o + 2 * TLanes.Count <= stride; o += 2 * TLanes.Count)
        {
            var (sum0, sum1) = (TLanes.Load(sums + o), TLanes.Load(sums + o + TLanes.Count));
            for (var i = o; i < rows * stride; i += stride)
            {
                var d0 = TLanes.Multiply(TLanes.Load(delta + i), TSlope.At(TLanes.Load(y + i)));
                var d1 = TLanes.Multiply(
                    TLanes.Load(delta + i + TLanes.Count), TSlope.At(TLanes.Load(y + i + TLanes.Count)));
                TLanes.Store(delta + i, d0);
                TLanes.Store(delta + i + TLanes.Count, d1);
                (sum0, sum1) = (TLanes.Add(sum0, d0), TLanes.Add(sum1, d1));
            }

            TLanes.Store(sums + o, sum0);
            TLanes.Store(sums + o + TLanes.Count, sum1);
        }

        if (o == stride) return;
        var sum = TLanes.Load(sums + o);
        for (var i = o; i < rows * stride; i += stride)
        {
            var d = TLanes.Multiply(TLanes.Load(delta + i), TSlope.At(TLanes.Load(y + i)));
            TLanes.Store(delta + i, d);
            sum = TLanes.Add(sum, d);
        }

        TLanes.Store(sums + o, sum);
    }

    // φ′ in terms of y = φ(x).
    private interface ISlope
    {
        static abstract TVector At(TVector y);
    }

    private readonly struct TanhSlope : ISlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector y) => TLanes.Fma(TLanes.Negate(y), y, TLanes.Broadcast(1));
    }

    private readonly struct SigmoidSlope : ISlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector y) => TLanes.Fma(TLanes.Negate(y), y, y);
    }

    private readonly struct ReluSlope : ISlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector y) =>
            TLanes.Select(TLanes.LessThan(TLanes.Zero, y), TLanes.Broadcast(1), TLanes.Zero);
    }
}
