using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// out[r, :] = start[r, :] + Σ_c a[r, c] · b[c, :], c ascending, where a has the patches of an image as rows or as columns: a
/// convolution and the gradient of its kernel. Two vectors of outputs of six rows stay in registers while all columns pass by.
/// </summary>
internal static unsafe class PatchProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc cref="IKernels.AddPatchProduct"/>
    public static void Add(in PatchView a, in MatrixView b, in MatrixView start, in MatrixView output)
    {
        // The last vectors first: what they write behind a row lies where the first ones of the next row come later.
        var column = (output.Columns + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        if (column % (2 * TLanes.Count) != 0) Rows<One>(a, b, start, output, column -= TLanes.Count);
        while (column > 0) Rows<Two>(a, b, start, output, column -= 2 * TLanes.Count);
    }

    // Each row's sums, two vectors of b and a factor: AVX-512 and Arm64 have 32 registers, AVX2 has 16.
    private static int BlockRows<TVectors>()
        where TVectors : struct, ICount => TVectors.Value == 1 || TLanes.Count == 8 || AdvSimd.IsSupported ? 8 : 6;

    private static void Rows<TVectors>(
        in PatchView a, in MatrixView b, in MatrixView first, in MatrixView result, int column)
        where TVectors : struct, ICount
    {
        double* start = first.Data + column, output = result.Data + column;
        var rows = stackalloc double*[8];
        var (left, inner) = (a.Rows, 0);
        double* outer = a.Data, next = outer;
        for (var blocks = (left + BlockRows<TVectors>() - 1) / BlockRows<TVectors>(); blocks > 0; blocks--)
        {
            var taken = (left + blocks - 1) / blocks; // as even as can be
            for (var r = 0; r < taken; r++)
            {
                rows[r] = next;
                next += a.InnerRowStep;
                if (++inner < a.InnerRows) continue;
                inner = 0;
                next = outer += a.OuterRowStep;
            }

            switch (taken)
            {
                case 1: Block<One, TVectors>(rows, a, b, column, start, first.RowStep, output, result.RowStep); break;
                case 2: Block<Two, TVectors>(rows, a, b, column, start, first.RowStep, output, result.RowStep); break;
                case 3: Block<Three, TVectors>(rows, a, b, column, start, first.RowStep, output, result.RowStep); break;
                case 4: Block<Four, TVectors>(rows, a, b, column, start, first.RowStep, output, result.RowStep); break;
                case 5: Block<Five, TVectors>(rows, a, b, column, start, first.RowStep, output, result.RowStep); break;
                case 6: Block<Six, TVectors>(rows, a, b, column, start, first.RowStep, output, result.RowStep); break;
                case 7: Block<Seven, TVectors>(rows, a, b, column, start, first.RowStep, output, result.RowStep); break;
                default: Block<Eight, TVectors>(rows, a, b, column, start, first.RowStep, output, result.RowStep); break;
            }

            start += (long)taken * first.RowStep;
            output += (long)taken * result.RowStep;
            left -= taken;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TRows, TVectors>(
        double** rows, in PatchView left, in MatrixView right, int column, double* start, nint startStep, double* output, nint step)
        where TRows : struct, ICount
        where TVectors : struct, ICount
    {
        var a0 = rows[0];
        var a1 = TRows.Value > 1 ? rows[1] : null;
        var a2 = TRows.Value > 2 ? rows[2] : null;
        var a3 = TRows.Value > 3 ? rows[3] : null;
        var a4 = TRows.Value > 4 ? rows[4] : null;
        var a5 = TRows.Value > 5 ? rows[5] : null;
        var a6 = TRows.Value > 6 ? rows[6] : null;
        var a7 = TRows.Value > 7 ? rows[7] : null;
        var s00 = TLanes.Load(start);
        var s01 = TVectors.Value > 1 ? TLanes.Load(start + TLanes.Count) : TLanes.Zero;
        var s10 = TRows.Value > 1 ? TLanes.Load(start + startStep) : TLanes.Zero;
        var s11 = TRows.Value > 1 && TVectors.Value > 1 ? TLanes.Load(start + startStep + TLanes.Count) : TLanes.Zero;
        var s20 = TRows.Value > 2 ? TLanes.Load(start + 2 * startStep) : TLanes.Zero;
        var s21 = TRows.Value > 2 && TVectors.Value > 1 ? TLanes.Load(start + 2 * startStep + TLanes.Count) : TLanes.Zero;
        var s30 = TRows.Value > 3 ? TLanes.Load(start + 3 * startStep) : TLanes.Zero;
        var s31 = TRows.Value > 3 && TVectors.Value > 1 ? TLanes.Load(start + 3 * startStep + TLanes.Count) : TLanes.Zero;
        var s40 = TRows.Value > 4 ? TLanes.Load(start + 4 * startStep) : TLanes.Zero;
        var s41 = TRows.Value > 4 && TVectors.Value > 1 ? TLanes.Load(start + 4 * startStep + TLanes.Count) : TLanes.Zero;
        var s50 = TRows.Value > 5 ? TLanes.Load(start + 5 * startStep) : TLanes.Zero;
        var s51 = TRows.Value > 5 && TVectors.Value > 1 ? TLanes.Load(start + 5 * startStep + TLanes.Count) : TLanes.Zero;
        var s60 = TRows.Value > 6 ? TLanes.Load(start + 6 * startStep) : TLanes.Zero;
        var s61 = TRows.Value > 6 && TVectors.Value > 1 ? TLanes.Load(start + 6 * startStep + TLanes.Count) : TLanes.Zero;
        var s70 = TRows.Value > 7 ? TLanes.Load(start + 7 * startStep) : TLanes.Zero;
        var s71 = TRows.Value > 7 && TVectors.Value > 1 ? TLanes.Load(start + 7 * startStep + TLanes.Count) : TLanes.Zero;
        var b = right.Data + column;
        nint bStep = right.RowStep;
        var (inner, innerStep) = (left.InnerColumns, (nint)left.InnerColumnStep);
        nint outerStep = left.OuterColumnStep - inner * innerStep, at = 0;
        for (var outer = left.OuterColumns; outer > 0; outer--, at += outerStep)
            for (var c = inner; c > 0; c--, at += innerStep, b += bStep)
            {
                var b0 = TLanes.Load(b);
                var b1 = TVectors.Value > 1 ? TLanes.Load(b + TLanes.Count) : TLanes.Zero;
                var x = TLanes.Broadcast(a0[at]);
                s00 = TLanes.Fma(x, b0, s00);
                if (TVectors.Value > 1) s01 = TLanes.Fma(x, b1, s01);
                if (TRows.Value > 1)
                {
                    x = TLanes.Broadcast(a1[at]);
                    s10 = TLanes.Fma(x, b0, s10);
                    if (TVectors.Value > 1) s11 = TLanes.Fma(x, b1, s11);
                }

                if (TRows.Value > 2)
                {
                    x = TLanes.Broadcast(a2[at]);
                    s20 = TLanes.Fma(x, b0, s20);
                    if (TVectors.Value > 1) s21 = TLanes.Fma(x, b1, s21);
                }

                if (TRows.Value > 3)
                {
                    x = TLanes.Broadcast(a3[at]);
                    s30 = TLanes.Fma(x, b0, s30);
                    if (TVectors.Value > 1) s31 = TLanes.Fma(x, b1, s31);
                }

                if (TRows.Value > 4)
                {
                    x = TLanes.Broadcast(a4[at]);
                    s40 = TLanes.Fma(x, b0, s40);
                    if (TVectors.Value > 1) s41 = TLanes.Fma(x, b1, s41);
                }

                if (TRows.Value > 5)
                {
                    x = TLanes.Broadcast(a5[at]);
                    s50 = TLanes.Fma(x, b0, s50);
                    if (TVectors.Value > 1) s51 = TLanes.Fma(x, b1, s51);
                }

                if (TRows.Value > 6)
                {
                    x = TLanes.Broadcast(a6[at]);
                    s60 = TLanes.Fma(x, b0, s60);
                    if (TVectors.Value > 1) s61 = TLanes.Fma(x, b1, s61);
                }

                if (TRows.Value > 7)
                {
                    x = TLanes.Broadcast(a7[at]);
                    s70 = TLanes.Fma(x, b0, s70);
                    if (TVectors.Value > 1) s71 = TLanes.Fma(x, b1, s71);
                }
            }

        TLanes.Store(output, s00);
        if (TVectors.Value > 1) TLanes.Store(output + TLanes.Count, s01);
        if (TRows.Value > 1) TLanes.Store(output + step, s10);
        if (TRows.Value > 1 && TVectors.Value > 1) TLanes.Store(output + step + TLanes.Count, s11);
        if (TRows.Value > 2) TLanes.Store(output + 2 * step, s20);
        if (TRows.Value > 2 && TVectors.Value > 1) TLanes.Store(output + 2 * step + TLanes.Count, s21);
        if (TRows.Value > 3) TLanes.Store(output + 3 * step, s30);
        if (TRows.Value > 3 && TVectors.Value > 1) TLanes.Store(output + 3 * step + TLanes.Count, s31);
        if (TRows.Value > 4) TLanes.Store(output + 4 * step, s40);
        if (TRows.Value > 4 && TVectors.Value > 1) TLanes.Store(output + 4 * step + TLanes.Count, s41);
        if (TRows.Value > 5) TLanes.Store(output + 5 * step, s50);
        if (TRows.Value > 5 && TVectors.Value > 1) TLanes.Store(output + 5 * step + TLanes.Count, s51);
        if (TRows.Value > 6) TLanes.Store(output + 6 * step, s60);
        if (TRows.Value > 6 && TVectors.Value > 1) TLanes.Store(output + 6 * step + TLanes.Count, s61);
        if (TRows.Value > 7) TLanes.Store(output + 7 * step, s70);
        if (TRows.Value > 7 && TVectors.Value > 1) TLanes.Store(output + 7 * step + TLanes.Count, s71);
    }
}
