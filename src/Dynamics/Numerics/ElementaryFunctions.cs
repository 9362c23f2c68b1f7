using System.Runtime.CompilerServices;
using static Chaos.Actors.Dynamics.Numerics.ElementaryConstants;

namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>
/// exp, log, tanh and the logistic sigmoid over any lanes: branch-free, one fixed sequence of correctly rounded
/// operations, so the bits depend on the argument alone. <see cref="ElementaryFunctionsReference"/> is the same
/// sequence in plain double arithmetic. Measured error bounds (tests hold them) are given per function, in units in
/// the last place of the result. NaN in gives NaN out.
/// </summary>
public static class ElementaryFunctions
{
    /// <summary>
    /// eˣ, within 0.75 ulp (1 ulp where the result is denormal). Overflows to +∞ above 709.78…, underflows gradually to
    /// 0 below −745.13….
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ExpParts<TLanes, TVector>(x, out var high, out var low, out var scale1, out var scale2);
        var mantissa = TLanes.Add(high, low);
        return TLanes.Multiply(TLanes.Multiply(mantissa, scale1), scale2);
    }

    /// <summary>
    /// eˣ − 1 for x ≤ 0, within 1.25 ulp: with eˣ = (high + low)·2ⁿ it is (high·2ⁿ − 1) + low·2ⁿ, the rounding error of the first
    /// difference carried along. −1 below x = −37.5, exact for denormals.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpMinusOne<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var one = TLanes.Broadcast(1.0);
        ExpParts<TLanes, TVector>(x, out var high, out var low, out var scale1, out var scale2);
        high = TLanes.Multiply(TLanes.Multiply(high, scale1), scale2);
        low = TLanes.Multiply(TLanes.Multiply(low, scale1), scale2);
        var difference = TLanes.Subtract(high, one);
        var rest = TLanes.Subtract(high, TLanes.Add(one, difference));
        return TLanes.Add(difference, TLanes.Add(rest, low));
    }

    /// <summary>
    /// 1 / (1 + e⁻ˣ), within 0.75 ulp (1 ulp below x = −670, gradual underflow included): with e = exp(−|x|) it is
    /// 1 / (1 + e) for x ≥ 0 and e / (1 + e) for x &lt; 0, the rounding errors of e, 1 + e and the quotient carried along.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var one = TLanes.Broadcast(1.0);
        var minusAbs = TLanes.Negate(TLanes.Abs(x));
        ExpParts<TLanes, TVector>(minusAbs, out var high, out var low, out var scale1, out var scale2);
        var mantissa = TLanes.Add(high, low);
        var rest = TLanes.Add(TLanes.Subtract(high, mantissa), low);
        var e = TLanes.Multiply(TLanes.Multiply(mantissa, scale1), scale2);
        var eLow = TLanes.Multiply(TLanes.Multiply(rest, scale1), scale2);

        var bottom = TLanes.Add(one, e);
        var bottomLow = TLanes.Add(TLanes.Add(TLanes.Subtract(one, bottom), e), eLow);
        var negative = TLanes.LessThan(x, TLanes.Zero);
        var top = TLanes.Select(negative, e, one);
        var topLow = TLanes.Select(negative, eLow, TLanes.Zero);

        var reciprocal = TLanes.Divide(one, bottom);
        var quotient = TLanes.Multiply(top, reciprocal);
        var residualLow = TLanes.FmaNegated(quotient, bottomLow, topLow);
        var residual = TLanes.Add(TLanes.FmaNegated(quotient, bottom, top), residualLow);
        return TLanes.Fma(residual, reciprocal, quotient);
    }

    /// <summary>
    /// tanh x, within 0.56 ulp; exactly odd, ±1 from |x| ≥ 19.0616, tanh(±0) = ±0, exact for denormals.
    /// </summary>
    /// <remarks>
    /// With |x| = n·ln2/2 + z, |z| ≤ ln2/4, s = 2ⁿ and T = tanh z the addition theorem reads
    /// tanh|x| = ((s − 1) + (s + 1)T) / ((s + 1) + (s − 1)T): a short odd polynomial and one division. A first
    /// quotient q is cut to 26 bits, which makes q·(s ± 1) exact; the residual of the undivided equation, with
    /// T = z + w kept in two parts, then corrects it.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var one = TLanes.Broadcast(1.0);
        // Above TanhSaturation the result rounds to 1. n stops at 52, where s ± 1 are still exact; the polynomial
        // is good enough for the larger z that this leaves, because 1 − tanh is then of the order of one ulp.
        var magnitude = TLanes.Min(TLanes.Broadcast(TanhSaturation), TLanes.Abs(x));
        var shifted = TLanes.Fma(magnitude, TLanes.Broadcast(TwoOverLn2), TLanes.Broadcast(TanhMagic));
        shifted = TLanes.Min(TLanes.Broadcast(TanhMagic + TanhLargestN), shifted);
        var n = TLanes.Subtract(shifted, TLanes.Broadcast(TanhMagic));
        var z = TLanes.FmaNegated(n, TLanes.Broadcast(HalfLn2), magnitude);
        var zLow = TLanes.Multiply(n, TLanes.Broadcast(-HalfLn2Low));

        var z2 = TLanes.Multiply(z, z);
        var z3 = TLanes.Multiply(z2, z);
        var p = TLanes.Fma(TLanes.Broadcast(TanhP5), z2, TLanes.Broadcast(TanhP4));
        p = TLanes.Fma(p, z2, TLanes.Broadcast(TanhP3));
        p = TLanes.Fma(p, z2, TLanes.Broadcast(TanhP2));
        p = TLanes.Fma(p, z2, TLanes.Broadcast(TanhP1));
        p = TLanes.Fma(p, z2, TLanes.Broadcast(TanhP0));
        var w = TLanes.Fma(z3, p, zLow);
        var t = TLanes.Add(z, w);

        var s = TLanes.ShiftLeft(shifted, MantissaBits);
        var less = TLanes.Subtract(s, one);
        var more = TLanes.Add(s, one);
        var top = TLanes.Fma(more, t, less);
        var bottom = TLanes.Fma(less, t, more);
        var reciprocal = TLanes.Divide(one, bottom);
        var q = TLanes.And(TLanes.Multiply(top, reciprocal), TLanes.BroadcastBits(Top26Bits));

        var constant = TLanes.FmaNegated(q, more, less);
        var slope = TLanes.FmaNegated(q, less, more);
        var residual = TLanes.Fma(w, slope, TLanes.Fma(z, slope, constant));
        var result = TLanes.Fma(residual, reciprocal, q);
        return TLanes.Or(result, TLanes.And(x, TLanes.Broadcast(-0.0)));
    }

    /// <summary>
    /// ln x, within 0.65 ulp, denormals included; ln(±0) = −∞, ln(x &lt; 0) = NaN, ln(+∞) = +∞.
    /// </summary>
    /// <remarks>
    /// x = 2ᵏ·m, √½ ≤ m &lt; √2, f = m − 1, s = f / (2 + f); ln m = f − (f²/2 − s(f²/2 + R(s²))) with fdlibm's R, and
    /// the rounding error of f²/2 carried along.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var denormal = TLanes.LessThan(x, TLanes.Broadcast(SmallestNormal));
        var scaled = TLanes.Select(denormal, TLanes.Multiply(x, TLanes.Broadcast(TwoTo54)), x);
        // The biased exponent relative to √½, kept positive so that a logical shift will do.
        var offset = TLanes.SubtractBits(scaled, TLanes.BroadcastBits(LogBitsOffset));
        var exponent = TLanes.ShiftRight(offset, MantissaBits);
        var k = TLanes.Subtract(
            TLanes.Or(exponent, TLanes.Broadcast(TwoTo52)), TLanes.Broadcast(TwoTo52 + LogExponentBias));
        k = TLanes.Subtract(k, TLanes.And(denormal, TLanes.Broadcast(54.0)));
        var exponentBits = TLanes.ShiftLeft(
            TLanes.SubtractBits(exponent, TLanes.BroadcastBits(LogExponentBias)), MantissaBits);
        var m = TLanes.SubtractBits(scaled, exponentBits);

        var f = TLanes.Subtract(m, TLanes.Broadcast(1.0));
        var s = TLanes.Divide(f, TLanes.Add(TLanes.Broadcast(2.0), f));
        var z = TLanes.Multiply(s, s);
        var r = TLanes.Fma(TLanes.Broadcast(LogR7), z, TLanes.Broadcast(LogR6));
        r = TLanes.Fma(r, z, TLanes.Broadcast(LogR5));
        r = TLanes.Fma(r, z, TLanes.Broadcast(LogR4));
        r = TLanes.Fma(r, z, TLanes.Broadcast(LogR3));
        r = TLanes.Fma(r, z, TLanes.Broadcast(LogR2));
        r = TLanes.Fma(r, z, TLanes.Broadcast(LogR1));

        var halfF = TLanes.Multiply(TLanes.Broadcast(0.5), f);
        var square = TLanes.Multiply(halfF, f);
        var squareLow = TLanes.FmaNegated(halfF, f, square); // square − f²/2, exactly
        var high = TLanes.Subtract(f, square);
        var low = TLanes.Add(TLanes.Subtract(TLanes.Subtract(f, high), square), squareLow);
        low = TLanes.Fma(k, TLanes.Broadcast(Ln2Tail), low);
        low = TLanes.Fma(s, TLanes.Fma(r, z, square), low);
        var kLn2 = TLanes.Multiply(k, TLanes.Broadcast(Ln2Head)); // exact
        var sum = TLanes.Add(kLn2, high);
        low = TLanes.Add(TLanes.Add(TLanes.Subtract(kLn2, sum), high), low);
        var result = TLanes.Add(sum, low);

        var infinity = TLanes.Broadcast(double.PositiveInfinity);
        result = TLanes.Select(TLanes.LessThan(x, infinity), result, x); // +∞ and NaN pass through
        result = TLanes.Select(TLanes.LessThan(x, TLanes.Zero), TLanes.Broadcast(double.NaN), result);
        return TLanes.Select(TLanes.Equal(x, TLanes.Zero), TLanes.Negate(infinity), result);
    }

    /// <summary>
    /// eˣ = (high + low) · scale1 · scale2, where high + low is within 0.2 ulp of e^r, |r| ≤ ln2/2, before it is
    /// rounded, and both scales are normal powers of two whose product may not be: multiplying by one after the other
    /// rounds only once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ExpParts<TLanes, TVector>(
        TVector x, out TVector high, out TVector low, out TVector scale1, out TVector scale2)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var one = TLanes.Broadcast(1.0);
        // The bounds lie beyond overflow and underflow; NaN passes both.
        var bounded = TLanes.Min(TLanes.Broadcast(ExpUpper), TLanes.Max(TLanes.Broadcast(ExpLower), x));
        var shifted = TLanes.Fma(bounded, TLanes.Broadcast(OneOverLn2), TLanes.Broadcast(ExpMagic));
        var n = TLanes.Subtract(shifted, TLanes.Broadcast(ExpMagic));
        var exact = TLanes.FmaNegated(n, TLanes.Broadcast(Ln2), bounded); // no rounding here
        var tail = TLanes.Multiply(n, TLanes.Broadcast(-Ln2Low));
        var r = TLanes.Add(exact, tail);
        var rLow = TLanes.Add(TLanes.Subtract(exact, r), tail);

        var q = TLanes.Fma(TLanes.Broadcast(ExpQ9), r, TLanes.Broadcast(ExpQ8));
        q = TLanes.Fma(q, r, TLanes.Broadcast(ExpQ7));
        q = TLanes.Fma(q, r, TLanes.Broadcast(ExpQ6));
        q = TLanes.Fma(q, r, TLanes.Broadcast(ExpQ5));
        q = TLanes.Fma(q, r, TLanes.Broadcast(ExpQ4));
        q = TLanes.Fma(q, r, TLanes.Broadcast(ExpQ3));
        q = TLanes.Fma(q, r, TLanes.Broadcast(ExpQ2));
        q = TLanes.Fma(q, r, TLanes.Broadcast(ExpQ1));
        q = TLanes.Fma(q, r, TLanes.Broadcast(ExpQ0));
        var w = TLanes.Fma(r, TLanes.Fma(r, q, rLow), rLow); // e^(r + rLow) − 1 − r
        high = TLanes.Add(one, r);
        low = TLanes.Add(TLanes.Add(TLanes.Subtract(one, high), r), w);

        // The low bits of shifted are n + 2·1023; halve them into two biased exponents.
        var half = TLanes.ShiftRight(shifted, 1);
        scale1 = TLanes.ShiftLeft(half, MantissaBits);
        scale2 = TLanes.ShiftLeft(TLanes.SubtractBits(shifted, half), MantissaBits);
    }
}
