using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>Eight lanes in a <see cref="Vector512{T}"/> of double.</summary>
public readonly unsafe struct Lanes512 : ILanes<Vector512<double>>
{
    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    public static Vector512<double> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<double>.Zero;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(double* source) => Vector512.Load(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* target, Vector512<double> value) => Vector512.Store(value, target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Broadcast(double value) => Vector512.Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> BroadcastBits(long bits) => Vector512.Create(bits).AsDouble();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Subtract(Vector512<double> a, Vector512<double> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Multiply(Vector512<double> a, Vector512<double> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Divide(Vector512<double> a, Vector512<double> b) => a / b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Fma(Vector512<double> a, Vector512<double> b, Vector512<double> c) =>
        Vector512.FusedMultiplyAdd(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FmaNegated(Vector512<double> a, Vector512<double> b, Vector512<double> c) =>
        Avx512F.IsSupported ? Avx512F.FusedMultiplyAddNegated(a, b, c) : Vector512.FusedMultiplyAdd(-a, b, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sqrt(Vector512<double> a) => Vector512.Sqrt(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Max(Vector512<double> a, Vector512<double> b) =>
        // maxpd is exactly this choice; Vector512.Max is not.
        Avx512F.IsSupported ? Avx512F.Max(a, b) : Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Min(Vector512<double> a, Vector512<double> b) =>
        Avx512F.IsSupported ? Avx512F.Min(a, b) : Vector512.ConditionalSelect(Vector512.LessThan(a, b), a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Abs(Vector512<double> a) => Vector512.Abs(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Negate(Vector512<double> a) => Vector512.Xor(a, Vector512.Create(-0.0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LessThan(Vector512<double> a, Vector512<double> b) => Vector512.LessThan(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Equal(Vector512<double> a, Vector512<double> b) => Vector512.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Select(
        Vector512<double> mask, Vector512<double> whenSet, Vector512<double> otherwise) =>
        Vector512.ConditionalSelect(mask, whenSet, otherwise);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> And(Vector512<double> a, Vector512<double> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Or(Vector512<double> a, Vector512<double> b) => a | b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> AddBits(Vector512<double> a, Vector512<double> b) =>
        (a.AsInt64() + b.AsInt64()).AsDouble();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SubtractBits(Vector512<double> a, Vector512<double> b) =>
        (a.AsInt64() - b.AsInt64()).AsDouble();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ShiftLeft(Vector512<double> a, int count) =>
        Vector512.ShiftLeft(a.AsInt64(), count).AsDouble();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ShiftRight(Vector512<double> a, int count) =>
        Vector512.ShiftRightLogical(a.AsInt64(), count).AsDouble();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeSquare(double* source, nint sourceStride, double* target, nint targetStride)
    {
        if (!Avx512F.IsSupported)
        {
            for (var i = 0; i < Count; i += Lanes128.Count)
                for (var j = 0; j < Count; j += Lanes128.Count)
                    Lanes128.TransposeSquare(
                        source + i * sourceStride + j, sourceStride, target + j * targetStride + i, targetStride);
            return;
        }

        // Pairs of rows are interleaved, then blocks of 128 bits twice: after each step twice as many source rows meet.
        var (r0, r1, r2, r3) = (
            Vector512.Load(source), Vector512.Load(source + sourceStride),
            Vector512.Load(source + 2 * sourceStride), Vector512.Load(source + 3 * sourceStride));
        source += 4 * sourceStride;
        var (r4, r5, r6, r7) = (
            Vector512.Load(source), Vector512.Load(source + sourceStride),
            Vector512.Load(source + 2 * sourceStride), Vector512.Load(source + 3 * sourceStride));
        var (even01, odd01) = (Avx512F.UnpackLow(r0, r1), Avx512F.UnpackHigh(r0, r1));
        var (even23, odd23) = (Avx512F.UnpackLow(r2, r3), Avx512F.UnpackHigh(r2, r3));
        var (even45, odd45) = (Avx512F.UnpackLow(r4, r5), Avx512F.UnpackHigh(r4, r5));
        var (even67, odd67) = (Avx512F.UnpackLow(r6, r7), Avx512F.UnpackHigh(r6, r7));
        StoreColumns(even01, even23, even45, even67, target, targetStride);
        StoreColumns(odd01, odd23, odd45, odd67, target + targetStride, targetStride);
    }

    // Columns j, j + 2, j + 4, j + 6 of rows given in interleaved pairs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColumns(
        Vector512<double> rows01, Vector512<double> rows23, Vector512<double> rows45, Vector512<double> rows67,
        double* target, nint stride)
    {
        const byte FirstBlocks = 0b_10_00_10_00, SecondBlocks = 0b_11_01_11_01;
        var (top04, top26) = (
            Avx512F.Shuffle4x128(rows01, rows23, FirstBlocks), Avx512F.Shuffle4x128(rows01, rows23, SecondBlocks));
        var (bottom04, bottom26) = (
            Avx512F.Shuffle4x128(rows45, rows67, FirstBlocks), Avx512F.Shuffle4x128(rows45, rows67, SecondBlocks));
        Vector512.Store(Avx512F.Shuffle4x128(top04, bottom04, FirstBlocks), target);
        Vector512.Store(Avx512F.Shuffle4x128(top26, bottom26, FirstBlocks), target + 2 * stride);
        Vector512.Store(Avx512F.Shuffle4x128(top04, bottom04, SecondBlocks), target + 4 * stride);
        Vector512.Store(Avx512F.Shuffle4x128(top26, bottom26, SecondBlocks), target + 6 * stride);
    }
}
