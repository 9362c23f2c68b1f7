using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// out[r, :] += Σ_e table[code_e] · b[column_e, :] over the entries of row r of one sparse tile, in ascending column order.
/// The sums of up to eight vectors of outputs stay in registers while a row's entries pass by; the rows of b that a tile
/// touches stay in the first-level cache.
/// </summary>
internal static unsafe class SparseProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc cref="IKernels.AddSparseProduct"/>
    public static void Add(
        ReadOnlySpan<int> starts, ushort* entries, double* table, double* b, double* output, int stride)
    {
        for (var column = 0; column < stride;)
        {
            var vectors = (stride - column) / TLanes.Count;
            if (vectors >= 8)
            {
                Rows8(starts, entries, table, b + column, output + column, stride);
                column += 8 * TLanes.Count;
            }
            else if (vectors >= 4)
            {
                Rows4(starts, entries, table, b + column, output + column, stride);
                column += 4 * TLanes.Count;
            }
            else if (vectors >= 2)
            {
                Rows2(starts, entries, table, b + column, output + column, stride);
                column += 2 * TLanes.Count;
            }
            else
            {
                Rows1(starts, entries, table, b + column, output + column, stride);
                column += TLanes.Count;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8(
        ReadOnlySpan<int> starts, ushort* entries, double* table, double* b, double* output, int stride)
    {
        for (var r = 0; r < starts.Length - 1; r++, output += stride)
        {
            ushort* entry = entries + starts[r], end = entries + starts[r + 1];
            if (entry == end) continue;
            var s0 = TLanes.Load(output);
            var s1 = TLanes.Load(output + TLanes.Count);
            var s2 = TLanes.Load(output + 2 * TLanes.Count);
            var s3 = TLanes.Load(output + 3 * TLanes.Count);
            var s4 = TLanes.Load(output + 4 * TLanes.Count);
            var s5 = TLanes.Load(output + 5 * TLanes.Count);
            var s6 = TLanes.Load(output + 6 * TLanes.Count);
            var s7 = TLanes.Load(output + 7 * TLanes.Count);
            for (; entry < end; entry++)
            {
                var x = TLanes.Broadcast(table[*entry >> 8]);
                var row = b + (*entry & 255) * stride;
                s0 = TLanes.Fma(x, TLanes.Load(row), s0);
                s1 = TLanes.Fma(x, TLanes.Load(row + TLanes.Count), s1);
                s2 = TLanes.Fma(x, TLanes.Load(row + 2 * TLanes.Count), s2);
                s3 = TLanes.Fma(x, TLanes.Load(row + 3 * TLanes.Count), s3);
                s4 = TLanes.Fma(x, TLanes.Load(row + 4 * TLanes.Count), s4);
                s5 = TLanes.Fma(x, TLanes.Load(row + 5 * TLanes.Count), s5);
                s6 = TLanes.Fma(x, TLanes.Load(row + 6 * TLanes.Count), s6);
                s7 = TLanes.Fma(x, TLanes.Load(row + 7 * TLanes.Count), s7);
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
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(
        ReadOnlySpan<int> starts, ushort* entries, double* table, double* b, double* output, int stride)
    {
        for (var r = 0; r < starts.Length - 1; r++, output += stride)
        {
            ushort* entry = entries + starts[r], end = entries + starts[r + 1];
            if (entry == end) continue;
            var s0 = TLanes.Load(output);
            var s1 = TLanes.Load(output + TLanes.Count);
            var s2 = TLanes.Load(output + 2 * TLanes.Count);
            var s3 = TLanes.Load(output + 3 * TLanes.Count);
            for (; entry < end; entry++)
            {
                var x = TLanes.Broadcast(table[*entry >> 8]);
                var row = b + (*entry & 255) * stride;
                s0 = TLanes.Fma(x, TLanes.Load(row), s0);
                s1 = TLanes.Fma(x, TLanes.Load(row + TLanes.Count), s1);
                s2 = TLanes.Fma(x, TLanes.Load(row + 2 * TLanes.Count), s2);
                s3 = TLanes.Fma(x, TLanes.Load(row + 3 * TLanes.Count), s3);
            }

            TLanes.Store(output, s0);
            TLanes.Store(output + TLanes.Count, s1);
            TLanes.Store(output + 2 * TLanes.Count, s2);
            TLanes.Store(output + 3 * TLanes.Count, s3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows2(
        ReadOnlySpan<int> starts, ushort* entries, double* table, double* b, double* output, int stride)
    {
        for (var r = 0; r < starts.Length - 1; r++, output += stride)
        {
            ushort* entry = entries + starts[r], end = entries + starts[r + 1];
            if (entry == end) continue;
            var s0 = TLanes.Load(output);
            var s1 = TLanes.Load(output + TLanes.Count);
            for (; entry < end; entry++)
            {
                var x = TLanes.Broadcast(table[*entry >> 8]);
                var row = b + (*entry & 255) * stride;
                s0 = TLanes.Fma(x, TLanes.Load(row), s0);
                s1 = TLanes.Fma(x, TLanes.Load(row + TLanes.Count), s1);
            }

            TLanes.Store(output, s0);
            TLanes.Store(output + TLanes.Count, s1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1(
        ReadOnlySpan<int> starts, ushort* entries, double* table, double* b, double* output, int stride)
    {
        for (var r = 0; r < starts.Length - 1; r++, output += stride)
        {
            ushort* entry = entries + starts[r], end = entries + starts[r + 1];
            if (entry == end) continue;
            var s0 = TLanes.Load(output);
            for (; entry < end; entry++)
            {
                var x = TLanes.Broadcast(table[*entry >> 8]);
                var row = b + (*entry & 255) * stride;
                s0 = TLanes.Fma(x, TLanes.Load(row), s0);
            }

            TLanes.Store(output, s0);
        }
    }
}
