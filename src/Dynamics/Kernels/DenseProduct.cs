using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Networks;
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
        double* a, int rowStep, int columnStep, int rows, int columns, double* b, double* output, int stride)
    {
        if (stride > 2 * ParameterLayout.Lanes)
        {
            WideProduct<TLanes, TVector, Numbers, double>.Add(
                a, rowStep, columnStep, rows, columns, table: null, b, output, stride);
            return;
        }

        for (var column = 0; column < stride;)
        {
            var vectors = (stride - column) / TLanes.Count;
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
            else if (vectors >= 2)
            {
                for (; r + 8 <= rows; r += 8)
                    Block8x2(
                        a + (long)r * rowStep, rowStep, columnStep, columns,
                        bColumn, outColumn + (long)r * stride, stride);
                for (; r < rows; r++)
                    Block1x2(
                        a + (long)r * rowStep, columnStep, columns,
                        bColumn, outColumn + (long)r * stride, stride);
                column += 2 * TLanes.Count;
            }
            else
            {
                for (; r + 8 <= rows; r += 8)
                    Block8x1(
                        a + (long)r * rowStep, rowStep, columnStep, columns,
                        bColumn, outColumn + (long)r * stride, stride);
                for (; r < rows; r++)
                    Block1x1(
                        a + (long)r * rowStep, columnStep, columns,
                        bColumn, outColumn + (long)r * stride, stride);
                column += TLanes.Count;
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block8x2(
        double* a, int rowStep, int columnStep, int columns, double* b, double* output, int stride)
    {
        var s00 = TLanes.Load(output);
        var s01 = TLanes.Load(output + TLanes.Count);
        var s10 = TLanes.Load(output + stride);
        var s11 = TLanes.Load(output + stride + TLanes.Count);
        var s20 = TLanes.Load(output + 2 * stride);
        var s21 = TLanes.Load(output + 2 * stride + TLanes.Count);
        var s30 = TLanes.Load(output + 3 * stride);
        var s31 = TLanes.Load(output + 3 * stride + TLanes.Count);
        var s40 = TLanes.Load(output + 4 * stride);
        var s41 = TLanes.Load(output + 4 * stride + TLanes.Count);
        var s50 = TLanes.Load(output + 5 * stride);
        var s51 = TLanes.Load(output + 5 * stride + TLanes.Count);
        var s60 = TLanes.Load(output + 6 * stride);
        var s61 = TLanes.Load(output + 6 * stride + TLanes.Count);
        var s70 = TLanes.Load(output + 7 * stride);
        var s71 = TLanes.Load(output + 7 * stride + TLanes.Count);
        for (var c = 0; c < columns; c++, a += columnStep, b += stride)
        {
            var b0 = TLanes.Load(b);
            var b1 = TLanes.Load(b + TLanes.Count);
            var x = TLanes.Broadcast(a[0]);
            s00 = TLanes.Fma(x, b0, s00);
            s01 = TLanes.Fma(x, b1, s01);
            x = TLanes.Broadcast(a[rowStep]);
            s10 = TLanes.Fma(x, b0, s10);
            s11 = TLanes.Fma(x, b1, s11);
            x = TLanes.Broadcast(a[2 * rowStep]);
            s20 = TLanes.Fma(x, b0, s20);
            s21 = TLanes.Fma(x, b1, s21);
            x = TLanes.Broadcast(a[3 * rowStep]);
            s30 = TLanes.Fma(x, b0, s30);
            s31 = TLanes.Fma(x, b1, s31);
            x = TLanes.Broadcast(a[4 * rowStep]);
            s40 = TLanes.Fma(x, b0, s40);
            s41 = TLanes.Fma(x, b1, s41);
            x = TLanes.Broadcast(a[5 * rowStep]);
            s50 = TLanes.Fma(x, b0, s50);
            s51 = TLanes.Fma(x, b1, s51);
            x = TLanes.Broadcast(a[6 * rowStep]);
            s60 = TLanes.Fma(x, b0, s60);
            s61 = TLanes.Fma(x, b1, s61);
            x = TLanes.Broadcast(a[7 * rowStep]);
            s70 = TLanes.Fma(x, b0, s70);
            s71 = TLanes.Fma(x, b1, s71);
        }

        TLanes.Store(output, s00);
        TLanes.Store(output + TLanes.Count, s01);
        TLanes.Store(output + stride, s10);
        TLanes.Store(output + stride + TLanes.Count, s11);
        TLanes.Store(output + 2 * stride, s20);
        TLanes.Store(output + 2 * stride + TLanes.Count, s21);
        TLanes.Store(output + 3 * stride, s30);
        TLanes.Store(output + 3 * stride + TLanes.Count, s31);
        TLanes.Store(output + 4 * stride, s40);
        TLanes.Store(output + 4 * stride + TLanes.Count, s41);
        TLanes.Store(output + 5 * stride, s50);
        TLanes.Store(output + 5 * stride + TLanes.Count, s51);
        TLanes.Store(output + 6 * stride, s60);
        TLanes.Store(output + 6 * stride + TLanes.Count, s61);
        TLanes.Store(output + 7 * stride, s70);
        TLanes.Store(output + 7 * stride + TLanes.Count, s71);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block8x1(
        double* a, int rowStep, int columnStep, int columns, double* b, double* output, int stride)
    {
        var s00 = TLanes.Load(output);
        var s10 = TLanes.Load(output + stride);
        var s20 = TLanes.Load(output + 2 * stride);
        var s30 = TLanes.Load(output + 3 * stride);
        var s40 = TLanes.Load(output + 4 * stride);
        var s50 = TLanes.Load(output + 5 * stride);
        var s60 = TLanes.Load(output + 6 * stride);
        var s70 = TLanes.Load(output + 7 * stride);
        for (var c = 0; c < columns; c++, a += columnStep, b += stride)
        {
            var b0 = TLanes.Load(b);
            var x = TLanes.Broadcast(a[0]);
            s00 = TLanes.Fma(x, b0, s00);
            x = TLanes.Broadcast(a[rowStep]);
            s10 = TLanes.Fma(x, b0, s10);
            x = TLanes.Broadcast(a[2 * rowStep]);
            s20 = TLanes.Fma(x, b0, s20);
            x = TLanes.Broadcast(a[3 * rowStep]);
            s30 = TLanes.Fma(x, b0, s30);
            x = TLanes.Broadcast(a[4 * rowStep]);
            s40 = TLanes.Fma(x, b0, s40);
            x = TLanes.Broadcast(a[5 * rowStep]);
            s50 = TLanes.Fma(x, b0, s50);
            x = TLanes.Broadcast(a[6 * rowStep]);
            s60 = TLanes.Fma(x, b0, s60);
            x = TLanes.Broadcast(a[7 * rowStep]);
            s70 = TLanes.Fma(x, b0, s70);
        }

        TLanes.Store(output, s00);
        TLanes.Store(output + stride, s10);
        TLanes.Store(output + 2 * stride, s20);
        TLanes.Store(output + 3 * stride, s30);
        TLanes.Store(output + 4 * stride, s40);
        TLanes.Store(output + 5 * stride, s50);
        TLanes.Store(output + 6 * stride, s60);
        TLanes.Store(output + 7 * stride, s70);
    }
}
