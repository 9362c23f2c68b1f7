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
        get
        {
            var v = TLanes.Zero;
            return new() { First = v, Second = v, Third = v, Fourth = v };
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Load(double* source) => new()
    {
        First = TLanes.Load(source),
        Second = TLanes.Load(source + TLanes.Count),
        Third = TLanes.Load(source + 2 * TLanes.Count),
        Fourth = TLanes.Load(source + 3 * TLanes.Count),
    };

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
    public static FourVectors<TVector> Broadcast(double value)
    {
        var v = TLanes.Broadcast(value);
        return new() { First = v, Second = v, Third = v, Fourth = v };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> BroadcastBits(long bits)
    {
        var v = TLanes.BroadcastBits(bits);
        return new() { First = v, Second = v, Third = v, Fourth = v };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Add(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.Add(a.First, b.First),
        Second = TLanes.Add(a.Second, b.Second),
        Third = TLanes.Add(a.Third, b.Third),
        Fourth = TLanes.Add(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Subtract(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.Subtract(a.First, b.First),
        Second = TLanes.Subtract(a.Second, b.Second),
        Third = TLanes.Subtract(a.Third, b.Third),
        Fourth = TLanes.Subtract(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Multiply(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.Multiply(a.First, b.First),
        Second = TLanes.Multiply(a.Second, b.Second),
        Third = TLanes.Multiply(a.Third, b.Third),
        Fourth = TLanes.Multiply(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Divide(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.Divide(a.First, b.First),
        Second = TLanes.Divide(a.Second, b.Second),
        Third = TLanes.Divide(a.Third, b.Third),
        Fourth = TLanes.Divide(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Fma(FourVectors<TVector> a, FourVectors<TVector> b, FourVectors<TVector> c) => new()
    {
        First = TLanes.Fma(a.First, b.First, c.First),
        Second = TLanes.Fma(a.Second, b.Second, c.Second),
        Third = TLanes.Fma(a.Third, b.Third, c.Third),
        Fourth = TLanes.Fma(a.Fourth, b.Fourth, c.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> FmaNegated(FourVectors<TVector> a, FourVectors<TVector> b, FourVectors<TVector> c) => new()
    {
        First = TLanes.FmaNegated(a.First, b.First, c.First),
        Second = TLanes.FmaNegated(a.Second, b.Second, c.Second),
        Third = TLanes.FmaNegated(a.Third, b.Third, c.Third),
        Fourth = TLanes.FmaNegated(a.Fourth, b.Fourth, c.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Sqrt(FourVectors<TVector> a) => new()
    {
        First = TLanes.Sqrt(a.First),
        Second = TLanes.Sqrt(a.Second),
        Third = TLanes.Sqrt(a.Third),
        Fourth = TLanes.Sqrt(a.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Max(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.Max(a.First, b.First),
        Second = TLanes.Max(a.Second, b.Second),
        Third = TLanes.Max(a.Third, b.Third),
        Fourth = TLanes.Max(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Min(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.Min(a.First, b.First),
        Second = TLanes.Min(a.Second, b.Second),
        Third = TLanes.Min(a.Third, b.Third),
        Fourth = TLanes.Min(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Abs(FourVectors<TVector> a) => new()
    {
        First = TLanes.Abs(a.First),
        Second = TLanes.Abs(a.Second),
        Third = TLanes.Abs(a.Third),
        Fourth = TLanes.Abs(a.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Negate(FourVectors<TVector> a) => new()
    {
        First = TLanes.Negate(a.First),
        Second = TLanes.Negate(a.Second),
        Third = TLanes.Negate(a.Third),
        Fourth = TLanes.Negate(a.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> LessThan(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.LessThan(a.First, b.First),
        Second = TLanes.LessThan(a.Second, b.Second),
        Third = TLanes.LessThan(a.Third, b.Third),
        Fourth = TLanes.LessThan(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Equal(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.Equal(a.First, b.First),
        Second = TLanes.Equal(a.Second, b.Second),
        Third = TLanes.Equal(a.Third, b.Third),
        Fourth = TLanes.Equal(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Select(
        FourVectors<TVector> mask, FourVectors<TVector> whenSet, FourVectors<TVector> otherwise) => new()
        {
            First = TLanes.Select(mask.First, whenSet.First, otherwise.First),
            Second = TLanes.Select(mask.Second, whenSet.Second, otherwise.Second),
            Third = TLanes.Select(mask.Third, whenSet.Third, otherwise.Third),
            Fourth = TLanes.Select(mask.Fourth, whenSet.Fourth, otherwise.Fourth),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> And(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.And(a.First, b.First),
        Second = TLanes.And(a.Second, b.Second),
        Third = TLanes.And(a.Third, b.Third),
        Fourth = TLanes.And(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> Or(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.Or(a.First, b.First),
        Second = TLanes.Or(a.Second, b.Second),
        Third = TLanes.Or(a.Third, b.Third),
        Fourth = TLanes.Or(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> AddBits(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.AddBits(a.First, b.First),
        Second = TLanes.AddBits(a.Second, b.Second),
        Third = TLanes.AddBits(a.Third, b.Third),
        Fourth = TLanes.AddBits(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> SubtractBits(FourVectors<TVector> a, FourVectors<TVector> b) => new()
    {
        First = TLanes.SubtractBits(a.First, b.First),
        Second = TLanes.SubtractBits(a.Second, b.Second),
        Third = TLanes.SubtractBits(a.Third, b.Third),
        Fourth = TLanes.SubtractBits(a.Fourth, b.Fourth),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> ShiftLeft(FourVectors<TVector> a, int count) => new()
    {
        First = TLanes.ShiftLeft(a.First, count),
        Second = TLanes.ShiftLeft(a.Second, count),
        Third = TLanes.ShiftLeft(a.Third, count),
        Fourth = TLanes.ShiftLeft(a.Fourth, count),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourVectors<TVector> ShiftRight(FourVectors<TVector> a, int count) => new()
    {
        First = TLanes.ShiftRight(a.First, count),
        Second = TLanes.ShiftRight(a.Second, count),
        Third = TLanes.ShiftRight(a.Third, count),
        Fourth = TLanes.ShiftRight(a.Fourth, count),
    };
}
