using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>out[c, r] = a[r, c]. It only moves, so one form serves every width.</summary>
internal static unsafe class Transposition
{
    private const int Side = 8;

    /// <inheritdoc cref="IKernels.Transpose"/>
    public static void Transpose(double* a, int rows, int columns, nint stride, double* output, nint outputStride)
    {
        // Whole squares in registers; then what is left at the right and at the bottom.
        var (wholeRows, wholeColumns) =
            Avx512F.IsSupported ? (rows / Side * Side, columns / Side * Side) : (0, 0);
        for (var r = 0; r < wholeRows; r += Side)
            for (var c = 0; c < wholeColumns; c += Side)
                Square(a + r * stride + c, stride, output + c * outputStride + r, outputStride);
        for (var r = 0; r < rows; r++)
            for (var c = r < wholeRows ? wholeColumns : 0; c < columns; c++)
                output[c * outputStride + r] = a[r * stride + c];
    }

    // Pairs of rows are interleaved, then blocks of 128 bits twice: after each step twice as many rows have met.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(double* a, nint stride, double* output, nint outputStride)
    {
        var lower = a + 4 * stride;
        var (r0, r1) = (Vector512.Load(a), Vector512.Load(a + stride));
        var (r2, r3) = (Vector512.Load(a + 2 * stride), Vector512.Load(a + 3 * stride));
        var (r4, r5) = (Vector512.Load(lower), Vector512.Load(lower + stride));
        var (r6, r7) = (Vector512.Load(lower + 2 * stride), Vector512.Load(lower + 3 * stride));
        StoreEverySecond(
            Avx512F.UnpackLow(r0, r1), Avx512F.UnpackLow(r2, r3), Avx512F.UnpackLow(r4, r5), Avx512F.UnpackLow(r6, r7),
            output, outputStride);
        StoreEverySecond(
            Avx512F.UnpackHigh(r0, r1), Avx512F.UnpackHigh(r2, r3), Avx512F.UnpackHigh(r4, r5),
            Avx512F.UnpackHigh(r6, r7), output + outputStride, outputStride);
    }

    // The even or the odd columns of rows that come as interleaved pairs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreEverySecond(
        Vector512<double> rows01, Vector512<double> rows23, Vector512<double> rows45, Vector512<double> rows67,
        double* output, nint stride)
    {
        const byte FirstAndThird = 0b_10_00_10_00, SecondAndFourth = 0b_11_01_11_01;
        var upper04 = Avx512F.Shuffle4x128(rows01, rows23, FirstAndThird);
        var upper26 = Avx512F.Shuffle4x128(rows01, rows23, SecondAndFourth);
        var lower04 = Avx512F.Shuffle4x128(rows45, rows67, FirstAndThird);
        var lower26 = Avx512F.Shuffle4x128(rows45, rows67, SecondAndFourth);
        Vector512.Store(Avx512F.Shuffle4x128(upper04, lower04, FirstAndThird), output);
        Vector512.Store(Avx512F.Shuffle4x128(upper26, lower26, FirstAndThird), output + 2 * stride);
        Vector512.Store(Avx512F.Shuffle4x128(upper04, lower04, SecondAndFourth), output + 4 * stride);
        Vector512.Store(Avx512F.Shuffle4x128(upper26, lower26, SecondAndFourth), output + 6 * stride);
    }
}
