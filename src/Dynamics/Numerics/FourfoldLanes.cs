using System.Runtime.CompilerServices;

namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>
/// Four vectors as one with four times the lanes: each operation is done to all four before the next begins. An elementary
/// function is one long chain of dependent operations, longer than a processor looks ahead; four chains in step keep it busy.
/// </summary>
public readonly unsafe struct FourfoldLanes<TLanes, TVector> : ILanes<FourVectors<TVector>>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4 * TLanes.Count;
    }

    /// <inheritdoc/>
    public static FourVectors<TVector> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(TLanes.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Load(double* source) =>
        new(
            TLanes.Load(source), TLanes.Load(source + TLanes.Count), TLanes.Load(source + 2 * TLanes.Count),
            TLanes.Load(source + 3 * TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* target, FourVectors<TVector> value)
    {
        TLanes.Store(target, value.First);
        TLanes.Store(target + TLanes.Count, value.Second);
        TLanes.Store(target + 2 * TLanes.Count, value.Third);
        TLanes.Store(target + 3 * TLanes.Count, value.Fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Broadcast(double value) => All(TLanes.Broadcast(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> BroadcastBits(long bits) => All(TLanes.BroadcastBits(bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Add(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.Add(a.First, b.First), TLanes.Add(a.Second, b.Second),
        TLanes.Add(a.Third, b.Third), TLanes.Add(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Subtract(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.Subtract(a.First, b.First), TLanes.Subtract(a.Second, b.Second),
        TLanes.Subtract(a.Third, b.Third), TLanes.Subtract(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Multiply(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.Multiply(a.First, b.First), TLanes.Multiply(a.Second, b.Second),
        TLanes.Multiply(a.Third, b.Third), TLanes.Multiply(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Divide(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.Divide(a.First, b.First), TLanes.Divide(a.Second, b.Second),
        TLanes.Divide(a.Third, b.Third), TLanes.Divide(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Fma(FourVectors<TVector> a, FourVectors<TVector> b, FourVectors<TVector> c) => new(
        TLanes.Fma(a.First, b.First, c.First), TLanes.Fma(a.Second, b.Second, c.Second),
        TLanes.Fma(a.Third, b.Third, c.Third), TLanes.Fma(a.Fourth, b.Fourth, c.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> FmaNegated(FourVectors<TVector> a, FourVectors<TVector> b, FourVectors<TVector> c) => new(
        TLanes.FmaNegated(a.First, b.First, c.First), TLanes.FmaNegated(a.Second, b.Second, c.Second),
        TLanes.FmaNegated(a.Third, b.Third, c.Third), TLanes.FmaNegated(a.Fourth, b.Fourth, c.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Sqrt(FourVectors<TVector> a) =>
        new(TLanes.Sqrt(a.First), TLanes.Sqrt(a.Second), TLanes.Sqrt(a.Third), TLanes.Sqrt(a.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Max(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.Max(a.First, b.First), TLanes.Max(a.Second, b.Second),
        TLanes.Max(a.Third, b.Third), TLanes.Max(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Min(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.Min(a.First, b.First), TLanes.Min(a.Second, b.Second),
        TLanes.Min(a.Third, b.Third), TLanes.Min(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Abs(FourVectors<TVector> a) =>
        new(TLanes.Abs(a.First), TLanes.Abs(a.Second), TLanes.Abs(a.Third), TLanes.Abs(a.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Negate(FourVectors<TVector> a) =>
        new(TLanes.Negate(a.First), TLanes.Negate(a.Second), TLanes.Negate(a.Third), TLanes.Negate(a.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> LessThan(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.LessThan(a.First, b.First), TLanes.LessThan(a.Second, b.Second),
        TLanes.LessThan(a.Third, b.Third), TLanes.LessThan(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Equal(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.Equal(a.First, b.First), TLanes.Equal(a.Second, b.Second),
        TLanes.Equal(a.Third, b.Third), TLanes.Equal(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Select(
        FourVectors<TVector> mask, FourVectors<TVector> whenSet, FourVectors<TVector> otherwise) => new(
        TLanes.Select(mask.First, whenSet.First, otherwise.First),
        TLanes.Select(mask.Second, whenSet.Second, otherwise.Second),
        TLanes.Select(mask.Third, whenSet.Third, otherwise.Third),
        TLanes.Select(mask.Fourth, whenSet.Fourth, otherwise.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> And(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.And(a.First, b.First), TLanes.And(a.Second, b.Second),
        TLanes.And(a.Third, b.Third), TLanes.And(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Or(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.Or(a.First, b.First), TLanes.Or(a.Second, b.Second),
        TLanes.Or(a.Third, b.Third), TLanes.Or(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> AddBits(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.AddBits(a.First, b.First), TLanes.AddBits(a.Second, b.Second),
        TLanes.AddBits(a.Third, b.Third), TLanes.AddBits(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> SubtractBits(FourVectors<TVector> a, FourVectors<TVector> b) => new(
        TLanes.SubtractBits(a.First, b.First), TLanes.SubtractBits(a.Second, b.Second),
        TLanes.SubtractBits(a.Third, b.Third), TLanes.SubtractBits(a.Fourth, b.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> ShiftLeft(FourVectors<TVector> a, int count) => new(
        TLanes.ShiftLeft(a.First, count), TLanes.ShiftLeft(a.Second, count),
        TLanes.ShiftLeft(a.Third, count), TLanes.ShiftLeft(a.Fourth, count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> ShiftRight(FourVectors<TVector> a, int count) => new(
        TLanes.ShiftRight(a.First, count), TLanes.ShiftRight(a.Second, count),
        TLanes.ShiftRight(a.Third, count), TLanes.ShiftRight(a.Fourth, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FourVectors<TVector> All(TVector v) => new(v, v, v, v);
}
