using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// out[r, :] = start[r, :] + Σ_c a[r, c] · b[c, :], c ascending, where a row of the output is longer than two vectors of eight.
/// A panel of b (some columns c × up to eight vectors) is copied together once and then serves all rows from the first-level
/// cache; three rows pass it at a time, so that each vector of b is loaded once for three products.
/// </summary>
internal static unsafe partial class WideProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Rows of a panel of b. 64 × 64 doubles are 32 KB: they stay in a 48 KB first-level cache, and where it has 32 KB (Zen 4) a
    // multiplication takes twice as long, so that the second level keeps up.
    private const int MaximalDepth = 64;

    // 3 × 8 sums, 3 broadcast factors and a vector of b need 28 registers, which AVX-512 and Arm64 have; AVX2 has 16.
    private static int PanelVectors
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Count == 8 || AdvSimd.IsSupported ? 8 : 4;
    }

    /// <inheritdoc cref="IKernels.AddProduct"/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(in MatrixView a, in MatrixView b, in MatrixView start, in MatrixView output)
    {
        var (rows, columns, stride) = (output.Rows, a.Columns, output.RowStep);
        var memory = stackalloc double[MaximalDepth * 8 * TLanes.Count + 8];
        var packed = (double*)(((nuint)memory + 63) & ~(nuint)63);
        var vectors = output.Columns / TLanes.Count;
        var panels = (vectors + PanelVectors - 1) / PanelVectors;
        var steps = Math.Max(1, (columns + MaximalDepth - 1) / MaximalDepth); // without columns, the output is the start
        for (int step = 0, first = 0, depth; step < steps; step++, first += depth)
        {
            depth = (columns - first) / (steps - step); // as even as can be
            for (int panel = 0, left = 0; panel < panels; panel++)
            {
                var taken = (vectors - left) / (panels - panel); // as even as can be: 13 = 6 + 7
                var source = b.Data + (long)first * b.RowStep + left * TLanes.Count;
                var sourceStride = b.RowStep;
                if (panels > 1)
                {
                    Copy(source, b.RowStep, depth, taken * TLanes.Count, packed);
                    source = packed;
                    sourceStride = taken * TLanes.Count;
                }

                var sums = output.Data + left * TLanes.Count;
                if (step == 0)
                    AddPanel(
                        a.Data, a.RowStep, a.ColumnStep, rows, depth, source, sourceStride,
                        start.Data + left * TLanes.Count, start.RowStep, sums, stride, taken);
                else
                    AddPanel(
                        a.Data + (long)first * a.ColumnStep, a.RowStep, a.ColumnStep, rows, depth, source, sourceStride,
                        sums, stride, sums, stride, taken);
                left += taken;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(double* source, int stride, int rows, int length, double* target)
    {
        for (var r = 0; r < rows; r++, source += stride)
            for (var o = 0; o < length; o += TLanes.Count, target += TLanes.Count)
                TLanes.Store(target, TLanes.Load(source + o));
    }

    private static void AddPanel(
        double* a, int rowStep, int columnStep, int rows, int depth, double* b, int bStride, double* start,
        int startStride, double* output, int stride, int vectors)
    {
        switch (vectors)
        {
            case 1: Rows<One>(a, rowStep, columnStep, rows, depth, b, bStride, start, startStride, output, stride); break;
            case 2: Rows<Two>(a, rowStep, columnStep, rows, depth, b, bStride, start, startStride, output, stride); break;
            case 3: Rows<Three>(a, rowStep, columnStep, rows, depth, b, bStride, start, startStride, output, stride); break;
            case 4: Rows<Four>(a, rowStep, columnStep, rows, depth, b, bStride, start, startStride, output, stride); break;
            case 5: Rows<Five>(a, rowStep, columnStep, rows, depth, b, bStride, start, startStride, output, stride); break;
            case 6: Rows<Six>(a, rowStep, columnStep, rows, depth, b, bStride, start, startStride, output, stride); break;
            case 7: Rows<Seven>(a, rowStep, columnStep, rows, depth, b, bStride, start, startStride, output, stride); break;
            default: Rows<Eight>(a, rowStep, columnStep, rows, depth, b, bStride, start, startStride, output, stride); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TVectors>(
        double* a, int rowStep, int columnStep, int rows, int depth, double* b, int bStride, double* start,
        int startStride, double* output, int stride)
        where TVectors : struct, ICount
    {
        var r = 0;
        for (; r + 3 <= rows; r += 3)
            Block<Three, TVectors>(
                a + (long)r * rowStep, rowStep, columnStep, depth, b, bStride, start + (long)r * startStride,
                startStride, output + (long)r * stride, stride);
        if (r + 2 == rows)
            Block<Two, TVectors>(
                a + (long)r * rowStep, rowStep, columnStep, depth, b, bStride, start + (long)r * startStride,
                startStride, output + (long)r * stride, stride);
        else if (r + 1 == rows)
            Block<One, TVectors>(
                a + (long)r * rowStep, rowStep, columnStep, depth, b, bStride, start + (long)r * startStride,
                startStride, output + (long)r * stride, stride);
    }
}
