namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>
/// The float64 operations a kernel may use, over <see cref="Count"/> lanes that never mix. A kernel is written once,
/// as <c>Kernel&lt;TLanes, TVector&gt;() where TLanes : struct, ILanes&lt;TVector&gt; where TVector : struct</c>, with
/// locals of type <typeparamref name="TVector"/>, and gives the same bits at every width: each operation here is
/// either exact on bits or correctly rounded by IEEE 754, on every platform, with or without hardware support.
/// </summary>
/// <remarks>
/// The bits of a NaN are outside the contract (x64 and Arm64 make different ones); that a value is NaN is inside it.
/// Masks are vectors whose lanes have all bits set or none.
/// </remarks>
/// <typeparam name="TVector">Vector512, Vector256 or Vector128 of double, or double itself.</typeparam>
public unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Lanes in a vector: 8, 4, 2 or 1.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes +0.</summary>
    static abstract TVector Zero { get; }

    /// <summary>Reads <see cref="Count"/> values; no alignment needed.</summary>
    static abstract TVector Load(double* source);

    /// <summary>Writes <see cref="Count"/> values; no alignment needed.</summary>
    static abstract void Store(double* target, TVector value);

    /// <summary>The same value in every lane.</summary>
    static abstract TVector Broadcast(double value);

    /// <summary>The same 64 bits in every lane.</summary>
    static abstract TVector BroadcastBits(long bits);

    /// <summary>a + b, rounded once.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a − b, rounded once.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a · b, rounded once.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a / b, rounded once.</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a · b + c, rounded once: always truly fused, in software where the hardware cannot.</summary>
    static abstract TVector Fma(TVector a, TVector b, TVector c);

    /// <summary>c − a · b, rounded once.</summary>
    static abstract TVector FmaNegated(TVector a, TVector b, TVector c);

    /// <summary>√a, rounded once.</summary>
    static abstract TVector Sqrt(TVector a);

    /// <summary>
    /// a &gt; b ? a : b, literally: b when either is NaN or both are zeros. <c>Max(Zero, x)</c> therefore keeps the
    /// NaN of x, and <c>Max(x, Zero)</c> hides it.
    /// </summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>a &lt; b ? a : b, literally: b when either is NaN or both are zeros.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>a with its sign bit cleared.</summary>
    static abstract TVector Abs(TVector a);

    /// <summary>a with its sign bit flipped.</summary>
    static abstract TVector Negate(TVector a);

    /// <summary>The mask of a &lt; b (false for NaN).</summary>
    static abstract TVector LessThan(TVector a, TVector b);

    /// <summary>The mask of a = b (false for NaN; −0 = +0).</summary>
    static abstract TVector Equal(TVector a, TVector b);

    /// <summary>Per lane: <paramref name="whenSet"/> where the mask is set, <paramref name="otherwise"/> elsewhere.</summary>
    static abstract TVector Select(TVector mask, TVector whenSet, TVector otherwise);

    /// <summary>Bitwise a and b.</summary>
    static abstract TVector And(TVector a, TVector b);

    /// <summary>Bitwise a or b.</summary>
    static abstract TVector Or(TVector a, TVector b);

    /// <summary>The bits of a plus the bits of b as 64-bit integers, wrapping.</summary>
    static abstract TVector AddBits(TVector a, TVector b);

    /// <summary>The bits of a minus the bits of b as 64-bit integers, wrapping.</summary>
    static abstract TVector SubtractBits(TVector a, TVector b);

    /// <summary>The bits of a shifted left by a constant.</summary>
    static abstract TVector ShiftLeft(TVector a, int count);

    /// <summary>The bits of a shifted right by a constant, zeros coming in.</summary>
    static abstract TVector ShiftRight(TVector a, int count);
}
