using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// out[r, :] = start[r, :] + Σ_c a[r, c] · b[c, :], c ascending, for a few vectors of outputs, taken in pairs. A sum waits four cycles for its last
/// addend, so up to eight rows run side by side; what is left over is spread evenly (10 rows as 5 + 5), since a block
/// of one row would wait most of the time.
/// </summary>
internal static unsafe class NarrowProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Two vectors of each row's sums, two of b and a factor: AVX-512 and Arm64 have 32 registers, AVX2 has 16.
    private static int BlockRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Count == 8 || AdvSimd.IsSupported ? 8 : 5;
    }

    /// <inheritdoc cref="IKernels.AddProduct"/>
    public static void Add(in MatrixView a, in MatrixView b, in MatrixView start, in MatrixView output)
    {
        var column = 0;
        for (; column + 2 * TLanes.Count <= output.Columns; column += 2 * TLanes.Count) Rows<Two>(a, b, start, output, column);
        if (column < output.Columns) Rows<One>(a, b, start, output, column);
    }

    private static void Rows<TVectors>(
        in MatrixView left, in MatrixView right, in MatrixView first, in MatrixView result, int column)
        where TVectors : struct, ICount
    {
        double* a = left.Data, b = right.Data + column, start = first.Data + column, output = result.Data + column;
        int rowStep = left.RowStep, columnStep = left.ColumnStep, columns = left.Columns, rows = result.Rows;
        int bStride = right.RowStep, startStride = first.RowStep, stride = result.RowStep;
        for (var blocks = (rows + BlockRows - 1) / BlockRows; blocks > 0; blocks--)
        {
            var taken = (rows + blocks - 1) / blocks;
            switch (taken)
            {
                case 1: Block<One, TVectors>(a, rowStep, columnStep, columns, b, bStride, start, startStride, output, stride); break;
                case 2: Block<Two, TVectors>(a, rowStep, columnStep, columns, b, bStride, start, startStride, output, stride); break;
                case 3: Block<Three, TVectors>(a, rowStep, columnStep, columns, b, bStride, start, startStride, output, stride); break;
                case 4: Block<Four, TVectors>(a, rowStep, columnStep, columns, b, bStride, start, startStride, output, stride); break;
                case 5: Block<Five, TVectors>(a, rowStep, columnStep, columns, b, bStride, start, startStride, output, stride); break;
                case 6: Block<Six, TVectors>(a, rowStep, columnStep, columns, b, bStride, start, startStride, output, stride); break;
                case 7: Block<Seven, TVectors>(a, rowStep, columnStep, columns, b, bStride, start, startStride, output, stride); break;
                default: Block<Eight, TVectors>(a, rowStep, columnStep, columns, b, bStride, start, startStride, output, stride); break;
            }

            a += (long)taken * rowStep;
            start += (long)taken * startStride;
            output += (long)taken * stride;
            rows -= taken;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TRows, TVectors>(
        double* a, nint rowStep, nint columnStep, int columns, double* b, nint bStride, double* start, nint startStride,
        double* output, nint stride)
        where TRows : struct, ICount
        where TVectors : struct, ICount
    {
        var s00 = TLanes.Load(start);
        var s01 = TVectors.Value > 1 ? TLanes.Load(start + TLanes.Count) : TLanes.Zero;
        var s10 = TRows.Value > 1 ? TLanes.Load(start + startStride) : TLanes.Zero;
        var s11 = TRows.Value > 1 && TVectors.Value > 1 ? TLanes.Load(start + startStride + TLanes.Count) : TLanes.Zero;
        var s20 = TRows.Value > 2 ? TLanes.Load(start + 2 * startStride) : TLanes.Zero;
        var s21 = TRows.Value > 2 && TVectors.Value > 1 ? TLanes.Load(start + 2 * startStride + TLanes.Count) : TLanes.Zero;
        var s30 = TRows.Value > 3 ? TLanes.Load(start + 3 * startStride) : TLanes.Zero;
        var s31 = TRows.Value > 3 && TVectors.Value > 1 ? TLanes.Load(start + 3 * startStride + TLanes.Count) : TLanes.Zero;
        var s40 = TRows.Value > 4 ? TLanes.Load(start + 4 * startStride) : TLanes.Zero;
        var s41 = TRows.Value > 4 && TVectors.Value > 1 ? TLanes.Load(start + 4 * startStride + TLanes.Count) : TLanes.Zero;
        var s50 = TRows.Value > 5 ? TLanes.Load(start + 5 * startStride) : TLanes.Zero;
        var s51 = TRows.Value > 5 && TVectors.Value > 1 ? TLanes.Load(start + 5 * startStride + TLanes.Count) : TLanes.Zero;
        var s60 = TRows.Value > 6 ? TLanes.Load(start + 6 * startStride) : TLanes.Zero;
        var s61 = TRows.Value > 6 && TVectors.Value > 1 ? TLanes.Load(start + 6 * startStride + TLanes.Count) : TLanes.Zero;
        var s70 = TRows.Value > 7 ? TLanes.Load(start + 7 * startStride) : TLanes.Zero;
        var s71 = TRows.Value > 7 && TVectors.Value > 1 ? TLanes.Load(start + 7 * startStride + TLanes.Count) : TLanes.Zero;
        for (var c = 0; c < columns; c++, a += columnStep, b += bStride)
        {
            var b0 = TLanes.Load(b);
            var b1 = TVectors.Value > 1 ? TLanes.Load(b + TLanes.Count) : TLanes.Zero;
            var x = TLanes.Broadcast(a[0]);
            s00 = TLanes.Fma(x, b0, s00);
            if (TVectors.Value > 1) s01 = TLanes.Fma(x, b1, s01);
            if (TRows.Value > 1)
            {
                x = TLanes.Broadcast(a[rowStep]);
                s10 = TLanes.Fma(x, b0, s10);
                if (TVectors.Value > 1) s11 = TLanes.Fma(x, b1, s11);
            }

            if (TRows.Value > 2)
            {
                x = TLanes.Broadcast(a[2 * rowStep]);
                s20 = TLanes.Fma(x, b0, s20);
                if (TVectors.Value > 1) s21 = TLanes.Fma(x, b1, s21);
            }

            if (TRows.Value > 3)
            {
                x = TLanes.Broadcast(a[3 * rowStep]);
                s30 = TLanes.Fma(x, b0, s30);
                if (TVectors.Value > 1) s31 = TLanes.Fma(x, b1, s31);
            }

            if (TRows.Value > 4)
            {
                x = TLanes.Broadcast(a[4 * rowStep]);
                s40 = TLanes.Fma(x, b0, s40);
                if (TVectors.Value > 1) s41 = TLanes.Fma(x, b1, s41);
            }

            if (TRows.Value > 5)
            {
                x = TLanes.Broadcast(a[5 * rowStep]);
                s50 = TLanes.Fma(x, b0, s50);
                if (TVectors.Value > 1) s51 = TLanes.Fma(x, b1, s51);
            }

            if (TRows.Value > 6)
            {
                x = TLanes.Broadcast(a[6 * rowStep]);
                s60 = TLanes.Fma(x, b0, s60);
                if (TVectors.Value > 1) s61 = TLanes.Fma(x, b1, s61);
            }

            if (TRows.Value > 7)
            {
                x = TLanes.Broadcast(a[7 * rowStep]);
                s70 = TLanes.Fma(x, b0, s70);
                if (TVectors.Value > 1) s71 = TLanes.Fma(x, b1, s71);
            }
        }

        TLanes.Store(output, s00);
        if (TVectors.Value > 1) TLanes.Store(output + TLanes.Count, s01);
        if (TRows.Value > 1) TLanes.Store(output + stride, s10);
        if (TRows.Value > 1 && TVectors.Value > 1) TLanes.Store(output + stride + TLanes.Count, s11);
        if (TRows.Value > 2) TLanes.Store(output + 2 * stride, s20);
        if (TRows.Value > 2 && TVectors.Value > 1) TLanes.Store(output + 2 * stride + TLanes.Count, s21);
        if (TRows.Value > 3) TLanes.Store(output + 3 * stride, s30);
        if (TRows.Value > 3 && TVectors.Value > 1) TLanes.Store(output + 3 * stride + TLanes.Count, s31);
        if (TRows.Value > 4) TLanes.Store(output + 4 * stride, s40);
        if (TRows.Value > 4 && TVectors.Value > 1) TLanes.Store(output + 4 * stride + TLanes.Count, s41);
        if (TRows.Value > 5) TLanes.Store(output + 5 * stride, s50);
        if (TRows.Value > 5 && TVectors.Value > 1) TLanes.Store(output + 5 * stride + TLanes.Count, s51);
        if (TRows.Value > 6) TLanes.Store(output + 6 * stride, s60);
        if (TRows.Value > 6 && TVectors.Value > 1) TLanes.Store(output + 6 * stride + TLanes.Count, s61);
        if (TRows.Value > 7) TLanes.Store(output + 7 * stride, s70);
        if (TRows.Value > 7 && TVectors.Value > 1) TLanes.Store(output + 7 * stride + TLanes.Count, s71);
    }
}
