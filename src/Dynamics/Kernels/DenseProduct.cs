using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// out[r, :] += Σ_c a[r, c] · b[c, :], c ascending. A block of rows × vectors of outputs stays in registers while c runs, so
/// that each vector of b is loaded once for several rows.
/// </summary>
internal static unsafe partial class DenseProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc cref="IKernels.AddDenseProduct"/>
    public static void Add(
        double* a, int rowStep, int columnStep, int rows, int columns, double* b, double* output, int stride,
        int width)
    {
        for (var column = 0; column < width;)
        {
            var vectors = (width - column) / TLanes.Count;
            double* bColumn = b + column, outColumn = output + column;
            var r = 0;
            if (vectors >= 8 && TLanes.Count == 8) // 24 sums: only 512-bit machines have the registers
            {
                for (; r + 3 <= rows; r += 3)
                    Block3x8(
                        a + (long)r * rowStep, rowStep, columnStep, columns,
                        bColumn, outColumn + (long)r * stride, stride);
                for (; r < rows; r++)
                    Block1x8(
                        a + (long)r * rowStep, columnStep, columns,
                        bColumn, outColumn + (long)r * stride, stride);
                column += 8 * TLanes.Count;
            }
            else if (vectors >= 4)
            {
                for (; r + 3 <= rows; r += 3)
                    Block3x4(
                        a + (long)r * rowStep, rowStep, columnStep, columns,
                        bColumn, outColumn + (long)r * stride, stride);
                for (; r < rows; r++)
                    Block1x4(
                        a + (long)r * rowStep, columnStep, columns,
                        bColumn, outColumn + (long)r * stride, stride);
                column += 4 * TLanes.Count;
            }
            else
            {
                var taken = Math.Min(vectors, 2);
                NarrowProduct<TLanes, TVector>.Add(
                    a, rowStep, columnStep, rows, columns, bColumn, outColumn, stride, taken);
                column += taken * TLanes.Count;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block3x8(
        double* a, int rowStep, int columnStep, int columns, double* b, double* output, int stride)
    {
        var s00 = TLanes.Load(output);
        var s01 = TLanes.Load(output + TLanes.Count);
        var s02 = TLanes.Load(output + 2 * TLanes.Count);
        var s03 = TLanes.Load(output + 3 * TLanes.Count);
        var s04 = TLanes.Load(output + 4 * TLanes.Count);
        var s05 = TLanes.Load(output + 5 * TLanes.Count);
        var s06 = TLanes.Load(output + 6 * TLanes.Count);
        var s07 = TLanes.Load(output + 7 * TLanes.Count);
        var s10 = TLanes.Load(output + stride);
        var s11 = TLanes.Load(output + stride + TLanes.Count);
        var s12 = TLanes.Load(output + stride + 2 * TLanes.Count);
        var s13 = TLanes.Load(output + stride + 3 * TLanes.Count);
        var s14 = TLanes.Load(output + stride + 4 * TLanes.Count);
        var s15 = TLanes.Load(output + stride + 5 * TLanes.Count);
        var s16 = TLanes.Load(output + stride + 6 * TLanes.Count);
        var s17 = TLanes.Load(output + stride + 7 * TLanes.Count);
        var s20 = TLanes.Load(output + 2 * stride);
        var s21 = TLanes.Load(output + 2 * stride + TLanes.Count);
        var s22 = TLanes.Load(output + 2 * stride + 2 * TLanes.Count);
        var s23 = TLanes.Load(output + 2 * stride + 3 * TLanes.Count);
        var s24 = TLanes.Load(output + 2 * stride + 4 * TLanes.Count);
        var s25 = TLanes.Load(output + 2 * stride + 5 * TLanes.Count);
        var s26 = TLanes.Load(output + 2 * stride + 6 * TLanes.Count);
        var s27 = TLanes.Load(output + 2 * stride + 7 * TLanes.Count);
        for (var c = 0; c < columns; c++, a += columnStep, b += stride)
        {
            var a0 = TLanes.Broadcast(a[0]);
            var a1 = TLanes.Broadcast(a[rowStep]);
            var a2 = TLanes.Broadcast(a[2 * rowStep]);
            var x = TLanes.Load(b);
            s00 = TLanes.Fma(a0, x, s00);
            s10 = TLanes.Fma(a1, x, s10);
            s20 = TLanes.Fma(a2, x, s20);
            x = TLanes.Load(b + TLanes.Count);
            s01 = TLanes.Fma(a0, x, s01);
            s11 = TLanes.Fma(a1, x, s11);
            s21 = TLanes.Fma(a2, x, s21);
            x = TLanes.Load(b + 2 * TLanes.Count);
            s02 = TLanes.Fma(a0, x, s02);
            s12 = TLanes.Fma(a1, x, s12);
            s22 = TLanes.Fma(a2, x, s22);
            x = TLanes.Load(b + 3 * TLanes.Count);
            s03 = TLanes.Fma(a0, x, s03);
            s13 = TLanes.Fma(a1, x, s13);
            s23 = TLanes.Fma(a2, x, s23);
            x = TLanes.Load(b + 4 * TLanes.Count);
            s04 = TLanes.Fma(a0, x, s04);
            s14 = TLanes.Fma(a1, x, s14);
            s24 = TLanes.Fma(a2, x, s24);
            x = TLanes.Load(b + 5 * TLanes.Count);
            s05 = TLanes.Fma(a0, x, s05);
            s15 = TLanes.Fma(a1, x, s15);
            s25 = TLanes.Fma(a2, x, s25);
            x = TLanes.Load(b + 6 * TLanes.Count);
            s06 = TLanes.Fma(a0, x, s06);
            s16 = TLanes.Fma(a1, x, s16);
            s26 = TLanes.Fma(a2, x, s26);
            x = TLanes.Load(b + 7 * TLanes.Count);
            s07 = TLanes.Fma(a0, x, s07);
            s17 = TLanes.Fma(a1, x, s17);
            s27 = TLanes.Fma(a2, x, s27);
        }

        TLanes.Store(output, s00);
        TLanes.Store(output + TLanes.Count, s01);
        TLanes.Store(output + 2 * TLanes.Count, s02);
        TLanes.Store(output + 3 * TLanes.Count, s03);
        TLanes.Store(output + 4 * TLanes.Count, s04);
        TLanes.Store(output + 5 * TLanes.Count, s05);
        TLanes.Store(output + 6 * TLanes.Count, s06);
        TLanes.Store(output + 7 * TLanes.Count, s07);
        TLanes.Store(output + stride, s10);
        TLanes.Store(output + stride + TLanes.Count, s11);
        TLanes.Store(output + stride + 2 * TLanes.Count, s12);
        TLanes.Store(output + stride + 3 * TLanes.Count, s13);
        TLanes.Store(output + stride + 4 * TLanes.Count, s14);
        TLanes.Store(output + stride + 5 * TLanes.Count, s15);
        TLanes.Store(output + stride + 6 * TLanes.Count, s16);
        TLanes.Store(output + stride + 7 * TLanes.Count, s17);
        TLanes.Store(output + 2 * stride, s20);
        TLanes.Store(output + 2 * stride + TLanes.Count, s21);
        TLanes.Store(output + 2 * stride + 2 * TLanes.Count, s22);
        TLanes.Store(output + 2 * stride + 3 * TLanes.Count, s23);
        TLanes.Store(output + 2 * stride + 4 * TLanes.Count, s24);
        TLanes.Store(output + 2 * stride + 5 * TLanes.Count, s25);
        TLanes.Store(output + 2 * stride + 6 * TLanes.Count, s26);
        TLanes.Store(output + 2 * stride + 7 * TLanes.Count, s27);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block3x4(
        double* a, int rowStep, int columnStep, int columns, double* b, double* output, int stride)
    {
        var s00 = TLanes.Load(output);
        var s01 = TLanes.Load(output + TLanes.Count);
        var s02 = TLanes.Load(output + 2 * TLanes.Count);
        var s03 = TLanes.Load(output + 3 * TLanes.Count);
        var s10 = TLanes.Load(output + stride);
        var s11 = TLanes.Load(output + stride + TLanes.Count);
        var s12 = TLanes.Load(output + stride + 2 * TLanes.Count);
        var s13 = TLanes.Load(output + stride + 3 * TLanes.Count);
        var s20 = TLanes.Load(output + 2 * stride);
        var s21 = TLanes.Load(output + 2 * stride + TLanes.Count);
        var s22 = TLanes.Load(output + 2 * stride + 2 * TLanes.Count);
        var s23 = TLanes.Load(output + 2 * stride + 3 * TLanes.Count);
        for (var c = 0; c < columns; c++, a += columnStep, b += stride)
        {
            var a0 = TLanes.Broadcast(a[0]);
            var a1 = TLanes.Broadcast(a[rowStep]);
            var a2 = TLanes.Broadcast(a[2 * rowStep]);
            var x = TLanes.Load(b);
            s00 = TLanes.Fma(a0, x, s00);
            s10 = TLanes.Fma(a1, x, s10);
            s20 = TLanes.Fma(a2, x, s20);
            x = TLanes.Load(b + TLanes.Count);
            s01 = TLanes.Fma(a0, x, s01);
            s11 = TLanes.Fma(a1, x, s11);
            s21 = TLanes.Fma(a2, x, s21);
            x = TLanes.Load(b + 2 * TLanes.Count);
            s02 = TLanes.Fma(a0, x, s02);
            s12 = TLanes.Fma(a1, x, s12);
            s22 = TLanes.Fma(a2, x, s22);
            x = TLanes.Load(b + 3 * TLanes.Count);
            s03 = TLanes.Fma(a0, x, s03);
            s13 = TLanes.Fma(a1, x, s13);
            s23 = TLanes.Fma(a2, x, s23);
        }

        TLanes.Store(output, s00);
        TLanes.Store(output + TLanes.Count, s01);
        TLanes.Store(output + 2 * TLanes.Count, s02);
        TLanes.Store(output + 3 * TLanes.Count, s03);
        TLanes.Store(output + stride, s10);
        TLanes.Store(output + stride + TLanes.Count, s11);
        TLanes.Store(output + stride + 2 * TLanes.Count, s12);
        TLanes.Store(output + stride + 3 * TLanes.Count, s13);
        TLanes.Store(output + 2 * stride, s20);
        TLanes.Store(output + 2 * stride + TLanes.Count, s21);
        TLanes.Store(output + 2 * stride + 2 * TLanes.Count, s22);
        TLanes.Store(output + 2 * stride + 3 * TLanes.Count, s23);
    }
}
