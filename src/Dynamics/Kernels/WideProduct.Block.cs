using System.Runtime.CompilerServices;

namespace Chaos.Actors.Dynamics.Kernels;

// One block of the wide product: up to 3 rows × 8 vectors of sums stay in registers while the columns pass by.
internal static unsafe partial class WideProduct<TLanes, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TRows, TVectors>(
        double* a, int rowStep, int columnStep, int columns, double* b, int bStride, double* start,
        int startStride, double* output, int stride)
        where TRows : struct, ICount
        where TVectors : struct, ICount
    {
        var s00 = TLanes.Load(start);
        var s01 = TVectors.Value > 1 ? TLanes.Load(start + TLanes.Count) : TLanes.Zero;
        var s02 = TVectors.Value > 2 ? TLanes.Load(start + 2 * TLanes.Count) : TLanes.Zero;
        var s03 = TVectors.Value > 3 ? TLanes.Load(start + 3 * TLanes.Count) : TLanes.Zero;
        var s04 = TVectors.Value > 4 ? TLanes.Load(start + 4 * TLanes.Count) : TLanes.Zero;
        var s05 = TVectors.Value > 5 ? TLanes.Load(start + 5 * TLanes.Count) : TLanes.Zero;
        var s06 = TVectors.Value > 6 ? TLanes.Load(start + 6 * TLanes.Count) : TLanes.Zero;
        var s07 = TVectors.Value > 7 ? TLanes.Load(start + 7 * TLanes.Count) : TLanes.Zero;
        var s10 = TRows.Value > 1 ? TLanes.Load(start + startStride) : TLanes.Zero;
        var s11 = TRows.Value > 1 && TVectors.Value > 1 ? TLanes.Load(start + startStride + TLanes.Count) : TLanes.Zero;
        var s12 = TRows.Value > 1 && TVectors.Value > 2 ? TLanes.Load(start + startStride + 2 * TLanes.Count) : TLanes.Zero;
        var s13 = TRows.Value > 1 && TVectors.Value > 3 ? TLanes.Load(start + startStride + 3 * TLanes.Count) : TLanes.Zero;
        var s14 = TRows.Value > 1 && TVectors.Value > 4 ? TLanes.Load(start + startStride + 4 * TLanes.Count) : TLanes.Zero;
        var s15 = TRows.Value > 1 && TVectors.Value > 5 ? TLanes.Load(start + startStride + 5 * TLanes.Count) : TLanes.Zero;
        var s16 = TRows.Value > 1 && TVectors.Value > 6 ? TLanes.Load(start + startStride + 6 * TLanes.Count) : TLanes.Zero;
        var s17 = TRows.Value > 1 && TVectors.Value > 7 ? TLanes.Load(start + startStride + 7 * TLanes.Count) : TLanes.Zero;
        var s20 = TRows.Value > 2 ? TLanes.Load(start + 2 * startStride) : TLanes.Zero;
        var s21 = TRows.Value > 2 && TVectors.Value > 1 ? TLanes.Load(start + 2 * startStride + TLanes.Count) : TLanes.Zero;
        var s22 = TRows.Value > 2 && TVectors.Value > 2 ? TLanes.Load(start + 2 * startStride + 2 * TLanes.Count) : TLanes.Zero;
        var s23 = TRows.Value > 2 && TVectors.Value > 3 ? TLanes.Load(start + 2 * startStride + 3 * TLanes.Count) : TLanes.Zero;
        var s24 = TRows.Value > 2 && TVectors.Value > 4 ? TLanes.Load(start + 2 * startStride + 4 * TLanes.Count) : TLanes.Zero;
        var s25 = TRows.Value > 2 && TVectors.Value > 5 ? TLanes.Load(start + 2 * startStride + 5 * TLanes.Count) : TLanes.Zero;
        var s26 = TRows.Value > 2 && TVectors.Value > 6 ? TLanes.Load(start + 2 * startStride + 6 * TLanes.Count) : TLanes.Zero;
        var s27 = TRows.Value > 2 && TVectors.Value > 7 ? TLanes.Load(start + 2 * startStride + 7 * TLanes.Count) : TLanes.Zero;
        for (var c = 0; c < columns; c++, a += columnStep, b += bStride)
        {
            var a0 = TLanes.Broadcast(a[0]);
            var a1 = TRows.Value > 1 ? TLanes.Broadcast(a[rowStep]) : TLanes.Zero;
            var a2 = TRows.Value > 2 ? TLanes.Broadcast(a[2 * rowStep]) : TLanes.Zero;
            var x = TLanes.Load(b);
            s00 = TLanes.Fma(a0, x, s00);
            if (TRows.Value > 1) s10 = TLanes.Fma(a1, x, s10);
            if (TRows.Value > 2) s20 = TLanes.Fma(a2, x, s20);
            if (TVectors.Value > 1)
            {
                x = TLanes.Load(b + TLanes.Count);
                s01 = TLanes.Fma(a0, x, s01);
                if (TRows.Value > 1) s11 = TLanes.Fma(a1, x, s11);
                if (TRows.Value > 2) s21 = TLanes.Fma(a2, x, s21);
            }

            if (TVectors.Value > 2)
            {
                x = TLanes.Load(b + 2 * TLanes.Count);
                s02 = TLanes.Fma(a0, x, s02);
                if (TRows.Value > 1) s12 = TLanes.Fma(a1, x, s12);
                if (TRows.Value > 2) s22 = TLanes.Fma(a2, x, s22);
            }

            if (TVectors.Value > 3)
            {
                x = TLanes.Load(b + 3 * TLanes.Count);
                s03 = TLanes.Fma(a0, x, s03);
                if (TRows.Value > 1) s13 = TLanes.Fma(a1, x, s13);
                if (TRows.Value > 2) s23 = TLanes.Fma(a2, x, s23);
            }

            if (TVectors.Value > 4)
            {
                x = TLanes.Load(b + 4 * TLanes.Count);
                s04 = TLanes.Fma(a0, x, s04);
                if (TRows.Value > 1) s14 = TLanes.Fma(a1, x, s14);
                if (TRows.Value > 2) s24 = TLanes.Fma(a2, x, s24);
            }

            if (TVectors.Value > 5)
            {
                x = TLanes.Load(b + 5 * TLanes.Count);
                s05 = TLanes.Fma(a0, x, s05);
                if (TRows.Value > 1) s15 = TLanes.Fma(a1, x, s15);
                if (TRows.Value > 2) s25 = TLanes.Fma(a2, x, s25);
            }

            if (TVectors.Value > 6)
            {
                x = TLanes.Load(b + 6 * TLanes.Count);
                s06 = TLanes.Fma(a0, x, s06);
                if (TRows.Value > 1) s16 = TLanes.Fma(a1, x, s16);
                if (TRows.Value > 2) s26 = TLanes.Fma(a2, x, s26);
            }

            if (TVectors.Value > 7)
            {
                x = TLanes.Load(b + 7 * TLanes.Count);
                s07 = TLanes.Fma(a0, x, s07);
                if (TRows.Value > 1) s17 = TLanes.Fma(a1, x, s17);
                if (TRows.Value > 2) s27 = TLanes.Fma(a2, x, s27);
            }
        }

        TLanes.Store(output, s00);
        if (TVectors.Value > 1) TLanes.Store(output + TLanes.Count, s01);
        if (TVectors.Value > 2) TLanes.Store(output + 2 * TLanes.Count, s02);
        if (TVectors.Value > 3) TLanes.Store(output + 3 * TLanes.Count, s03);
        if (TVectors.Value > 4) TLanes.Store(output + 4 * TLanes.Count, s04);
        if (TVectors.Value > 5) TLanes.Store(output + 5 * TLanes.Count, s05);
        if (TVectors.Value > 6) TLanes.Store(output + 6 * TLanes.Count, s06);
        if (TVectors.Value > 7) TLanes.Store(output + 7 * TLanes.Count, s07);
        if (TRows.Value > 1) TLanes.Store(output + stride, s10);
        if (TRows.Value > 1 && TVectors.Value > 1) TLanes.Store(output + stride + TLanes.Count, s11);
        if (TRows.Value > 1 && TVectors.Value > 2) TLanes.Store(output + stride + 2 * TLanes.Count, s12);
        if (TRows.Value > 1 && TVectors.Value > 3) TLanes.Store(output + stride + 3 * TLanes.Count, s13);
        if (TRows.Value > 1 && TVectors.Value > 4) TLanes.Store(output + stride + 4 * TLanes.Count, s14);
        if (TRows.Value > 1 && TVectors.Value > 5) TLanes.Store(output + stride + 5 * TLanes.Count, s15);
        if (TRows.Value > 1 && TVectors.Value > 6) TLanes.Store(output + stride + 6 * TLanes.Count, s16);
        if (TRows.Value > 1 && TVectors.Value > 7) TLanes.Store(output + stride + 7 * TLanes.Count, s17);
        if (TRows.Value > 2) TLanes.Store(output + 2 * stride, s20);
        if (TRows.Value > 2 && TVectors.Value > 1) TLanes.Store(output + 2 * stride + TLanes.Count, s21);
        if (TRows.Value > 2 && TVectors.Value > 2) TLanes.Store(output + 2 * stride + 2 * TLanes.Count, s22);
        if (TRows.Value > 2 && TVectors.Value > 3) TLanes.Store(output + 2 * stride + 3 * TLanes.Count, s23);
        if (TRows.Value > 2 && TVectors.Value > 4) TLanes.Store(output + 2 * stride + 4 * TLanes.Count, s24);
        if (TRows.Value > 2 && TVectors.Value > 5) TLanes.Store(output + 2 * stride + 5 * TLanes.Count, s25);
        if (TRows.Value > 2 && TVectors.Value > 6) TLanes.Store(output + 2 * stride + 6 * TLanes.Count, s26);
        if (TRows.Value > 2 && TVectors.Value > 7) TLanes.Store(output + 2 * stride + 7 * TLanes.Count, s27);
    }
}
