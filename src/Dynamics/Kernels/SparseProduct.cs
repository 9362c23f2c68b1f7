using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// out[row, :] += Σ_e table[code_e] · b[column_e, :] over the entries of each row of one sparse tile, in ascending column order.
/// The sums of up to eight vectors of outputs stay in registers while a row's entries pass by; the rows of b that a tile
/// touches stay in the first-level cache.
/// </summary>
internal static unsafe class SparseProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc cref="IKernels.AddSparseProduct"/>
    public static void Add(
        ReadOnlySpan<int> rows, ReadOnlySpan<int> starts, ushort* entries, double* table, double* b, double* output,
        int width, int stride)
    {
        var vectors = width / TLanes.Count;
        for (var panels = (vectors + 7) / 8; panels > 0; panels--)
        {
            var taken = vectors / panels; // as even as can be: 13 = 6 + 7
            switch (taken)
            {
                case 1: Panel<One>(rows, starts, entries, table, b, output, stride); break;
                case 2: Panel<Two>(rows, starts, entries, table, b, output, stride); break;
                case 3: Panel<Three>(rows, starts, entries, table, b, output, stride); break;
                case 4: Panel<Four>(rows, starts, entries, table, b, output, stride); break;
                case 5: Panel<Five>(rows, starts, entries, table, b, output, stride); break;
                case 6: Panel<Six>(rows, starts, entries, table, b, output, stride); break;
                case 7: Panel<Seven>(rows, starts, entries, table, b, output, stride); break;
                default: Panel<Eight>(rows, starts, entries, table, b, output, stride); break;
            }

            vectors -= taken;
            b += taken * TLanes.Count;
            output += taken * TLanes.Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel<TVectors>(
        ReadOnlySpan<int> rows, ReadOnlySpan<int> starts, ushort* entries, double* table, double* b, double* output,
        int stride)
        where TVectors : struct, ICount
    {
        var entry = entries + starts[0];
        for (var r = 0; r < rows.Length; r++)
        {
            var sums = output + (long)rows[r] * stride;
            var end = entries + starts[r + 1];
            var s0 = TLanes.Load(sums);
            var s1 = TVectors.Value > 1 ? TLanes.Load(sums + TLanes.Count) : TLanes.Zero;
            var s2 = TVectors.Value > 2 ? TLanes.Load(sums + 2 * TLanes.Count) : TLanes.Zero;
            var s3 = TVectors.Value > 3 ? TLanes.Load(sums + 3 * TLanes.Count) : TLanes.Zero;
            var s4 = TVectors.Value > 4 ? TLanes.Load(sums + 4 * TLanes.Count) : TLanes.Zero;
            var s5 = TVectors.Value > 5 ? TLanes.Load(sums + 5 * TLanes.Count) : TLanes.Zero;
            var s6 = TVectors.Value > 6 ? TLanes.Load(sums + 6 * TLanes.Count) : TLanes.Zero;
            var s7 = TVectors.Value > 7 ? TLanes.Load(sums + 7 * TLanes.Count) : TLanes.Zero;
            for (; entry < end; entry++)
            {
                int code = *entry;
                var x = TLanes.Broadcast(table[code >> 8]);
                var row = b + (code & 255) * stride;
                s0 = TLanes.Fma(x, TLanes.Load(row), s0);
                if (TVectors.Value > 1) s1 = TLanes.Fma(x, TLanes.Load(row + TLanes.Count), s1);
                if (TVectors.Value > 2) s2 = TLanes.Fma(x, TLanes.Load(row + 2 * TLanes.Count), s2);
                if (TVectors.Value > 3) s3 = TLanes.Fma(x, TLanes.Load(row + 3 * TLanes.Count), s3);
                if (TVectors.Value > 4) s4 = TLanes.Fma(x, TLanes.Load(row + 4 * TLanes.Count), s4);
                if (TVectors.Value > 5) s5 = TLanes.Fma(x, TLanes.Load(row + 5 * TLanes.Count), s5);
                if (TVectors.Value > 6) s6 = TLanes.Fma(x, TLanes.Load(row + 6 * TLanes.Count), s6);
                if (TVectors.Value > 7) s7 = TLanes.Fma(x, TLanes.Load(row + 7 * TLanes.Count), s7);
            }

            TLanes.Store(sums, s0);
            if (TVectors.Value > 1) TLanes.Store(sums + TLanes.Count, s1);
            if (TVectors.Value > 2) TLanes.Store(sums + 2 * TLanes.Count, s2);
            if (TVectors.Value > 3) TLanes.Store(sums + 3 * TLanes.Count, s3);
            if (TVectors.Value > 4) TLanes.Store(sums + 4 * TLanes.Count, s4);
            if (TVectors.Value > 5) TLanes.Store(sums + 5 * TLanes.Count, s5);
            if (TVectors.Value > 6) TLanes.Store(sums + 6 * TLanes.Count, s6);
            if (TVectors.Value > 7) TLanes.Store(sums + 7 * TLanes.Count, s7);
        }
    }
}
