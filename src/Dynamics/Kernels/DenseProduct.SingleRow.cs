using System.Runtime.CompilerServices;

namespace Chaos.Actors.Dynamics.Kernels;

// The rows left over when their number is not a multiple of a block's.
internal static unsafe partial class DenseProduct<TLanes, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block1x8(
        double* a, int columnStep, int columns, double* b, double* output, int stride)
    {
        var s0 = TLanes.Load(output);
        var s1 = TLanes.Load(output + TLanes.Count);
        var s2 = TLanes.Load(output + 2 * TLanes.Count);
        var s3 = TLanes.Load(output + 3 * TLanes.Count);
        var s4 = TLanes.Load(output + 4 * TLanes.Count);
        var s5 = TLanes.Load(output + 5 * TLanes.Count);
        var s6 = TLanes.Load(output + 6 * TLanes.Count);
        var s7 = TLanes.Load(output + 7 * TLanes.Count);
        for (var c = 0; c < columns; c++, a += columnStep, b += stride)
        {
            var b0 = TLanes.Load(b);
            var b1 = TLanes.Load(b + TLanes.Count);
            var b2 = TLanes.Load(b + 2 * TLanes.Count);
            var b3 = TLanes.Load(b + 3 * TLanes.Count);
            var b4 = TLanes.Load(b + 4 * TLanes.Count);
            var b5 = TLanes.Load(b + 5 * TLanes.Count);
            var b6 = TLanes.Load(b + 6 * TLanes.Count);
            var b7 = TLanes.Load(b + 7 * TLanes.Count);
            var x = TLanes.Broadcast(a[0]);
            s0 = TLanes.Fma(x, b0, s0);
            s1 = TLanes.Fma(x, b1, s1);
            s2 = TLanes.Fma(x, b2, s2);
            s3 = TLanes.Fma(x, b3, s3);
            s4 = TLanes.Fma(x, b4, s4);
            s5 = TLanes.Fma(x, b5, s5);
            s6 = TLanes.Fma(x, b6, s6);
            s7 = TLanes.Fma(x, b7, s7);
        }

        TLanes.Store(output, s0);
        TLanes.Store(output + TLanes.Count, s1);
        TLanes.Store(output + 2 * TLanes.Count, s2);
        TLanes.Store(output + 3 * TLanes.Count, s3);
        TLanes.Store(output + 4 * TLanes.Count, s4);
        TLanes.Store(output + 5 * TLanes.Count, s5);
        TLanes.Store(output + 6 * TLanes.Count, s6);
        TLanes.Store(output + 7 * TLanes.Count, s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block1x4(
        double* a, int columnStep, int columns, double* b, double* output, int stride)
    {
        var s0 = TLanes.Load(output);
        var s1 = TLanes.Load(output + TLanes.Count);
        var s2 = TLanes.Load(output + 2 * TLanes.Count);
        var s3 = TLanes.Load(output + 3 * TLanes.Count);
        for (var c = 0; c < columns; c++, a += columnStep, b += stride)
        {
            var b0 = TLanes.Load(b);
            var b1 = TLanes.Load(b + TLanes.Count);
            var b2 = TLanes.Load(b + 2 * TLanes.Count);
            var b3 = TLanes.Load(b + 3 * TLanes.Count);
            var x = TLanes.Broadcast(a[0]);
            s0 = TLanes.Fma(x, b0, s0);
            s1 = TLanes.Fma(x, b1, s1);
            s2 = TLanes.Fma(x, b2, s2);
            s3 = TLanes.Fma(x, b3, s3);
        }

        TLanes.Store(output, s0);
        TLanes.Store(output + TLanes.Count, s1);
        TLanes.Store(output + 2 * TLanes.Count, s2);
        TLanes.Store(output + 3 * TLanes.Count, s3);
    }
}
