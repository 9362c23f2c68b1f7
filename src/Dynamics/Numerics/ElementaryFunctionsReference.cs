using static System.Math;
using static Chaos.Actors.Dynamics.Numerics.ElementaryConstants;

namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>
/// <see cref="ElementaryFunctions"/> as plain double code: the same operations in the same order, so the same bits.
/// Meant to be read, and to be compared with.
/// </summary>
public static class ElementaryFunctionsReference
{
    /// <summary>eˣ.</summary>
    public static double Exp(double x)
    {
        var (high, low, scale1, scale2) = ExpParts(x);
        return (high + low) * scale1 * scale2;
    }

    /// <summary>eˣ − 1 for x ≤ 0.</summary>
    public static double ExpMinusOne(double x)
    {
        var (high, low, scale1, scale2) = ExpParts(x);
        high = high * scale1 * scale2;
        low = low * scale1 * scale2;
        var difference = high - 1;
        var rest = high - (1 + difference);
        return difference + (rest + low);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x)
    {
        var (high, low, scale1, scale2) = ExpParts(-Abs(x));
        var mantissa = high + low;
        var rest = (high - mantissa) + low;
        var e = mantissa * scale1 * scale2;
        var eLow = rest * scale1 * scale2;

        var bottom = 1 + e;
        var bottomLow = ((1 - bottom) + e) + eLow;
        var (top, topLow) = x < 0 ? (e, eLow) : (1.0, 0.0);

        var reciprocal = 1 / bottom;
        var quotient = top * reciprocal;
        var residual = FusedMultiplyAdd(-quotient, bottom, top) + FusedMultiplyAdd(-quotient, bottomLow, topLow);
        return FusedMultiplyAdd(residual, reciprocal, quotient);
    }

    /// <summary>tanh x.</summary>
    public static double Tanh(double x)
    {
        // |x| = n·ln2/2 + z + zLow
        var magnitude = Abs(x) > TanhSaturation ? TanhSaturation : Abs(x);
        var n = FusedMultiplyAdd(magnitude, TwoOverLn2, TanhMagic) - TanhMagic;
        if (n > TanhLargestN) n = TanhLargestN;
        var z = FusedMultiplyAdd(-n, HalfLn2, magnitude);
        var zLow = n * -HalfLn2Low;

        // T = tanh(z + zLow) = z + w
        var z2 = z * z;
        var p = FusedMultiplyAdd(TanhP5, z2, TanhP4);
        p = FusedMultiplyAdd(p, z2, TanhP3);
        p = FusedMultiplyAdd(p, z2, TanhP2);
        p = FusedMultiplyAdd(p, z2, TanhP1);
        p = FusedMultiplyAdd(p, z2, TanhP0);
        var w = FusedMultiplyAdd(z2 * z, p, zLow);
        var t = z + w;

        // q ≈ ((s − 1) + (s + 1)T) / ((s + 1) + (s − 1)T)
        var s = PowerOfTwo(double.IsNaN(n) ? 0 : (int)n);
        var reciprocal = 1 / FusedMultiplyAdd(s - 1, t, s + 1);
        var q = FusedMultiplyAdd(s + 1, t, s - 1) * reciprocal;
        q = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(q) & Top26Bits);

        // The residual of top − q·bottom = 0, collected as constant + slope·(z + w).
        var constant = FusedMultiplyAdd(-q, s + 1, s - 1);
        var slope = FusedMultiplyAdd(-q, s - 1, s + 1);
        var residual = FusedMultiplyAdd(w, slope, FusedMultiplyAdd(z, slope, constant));
        return CopySign(FusedMultiplyAdd(residual, reciprocal, q), x);
    }

    /// <summary>ln x.</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0) return double.NaN;
        if (x == 0) return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x)) return x;

        // x = 2^k · m, √½ ≤ m < √2
        var k = 0;
        if (x < SmallestNormal) (x, k) = (x * TwoTo54, -54);
        var exponent = (int)((BitConverter.DoubleToInt64Bits(x) - 0x3FE6_A09E_667F_3BCD) >> MantissaBits);
        k += exponent;
        var m = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) - ((long)exponent << MantissaBits));

        var f = m - 1;
        var s = f / (2 + f);
        var z = s * s;
        var r = FusedMultiplyAdd(LogR7, z, LogR6);
        r = FusedMultiplyAdd(r, z, LogR5);
        r = FusedMultiplyAdd(r, z, LogR4);
        r = FusedMultiplyAdd(r, z, LogR3);
        r = FusedMultiplyAdd(r, z, LogR2);
        r = FusedMultiplyAdd(r, z, LogR1);

        // f − f²/2 = high + low, exactly; then the tail of k·ln2, the series, and k·ln2.
        var halfF = 0.5 * f;
        var square = halfF * f;
        var squareLow = FusedMultiplyAdd(-halfF, f, square);
        var high = f - square;
        var low = ((f - high) - square) + squareLow;
        low = FusedMultiplyAdd(k, Ln2Tail, low);
        low = FusedMultiplyAdd(s, FusedMultiplyAdd(r, z, square), low);
        var kLn2 = k * Ln2Head;
        var sum = kLn2 + high;
        return sum + (((kLn2 - sum) + high) + low);
    }

    // e^x = (high + low) · scale1 · scale2
    private static (double High, double Low, double Scale1, double Scale2) ExpParts(double x)
    {
        if (x < ExpLower) x = ExpLower;
        if (x > ExpUpper) x = ExpUpper;
        var n = FusedMultiplyAdd(x, OneOverLn2, ExpMagic) - ExpMagic;
        var exact = FusedMultiplyAdd(-n, Ln2, x);
        var tail = n * -Ln2Low;
        var r = exact + tail;
        var rLow = (exact - r) + tail;

        var q = FusedMultiplyAdd(ExpQ9, r, ExpQ8);
        q = FusedMultiplyAdd(q, r, ExpQ7);
        q = FusedMultiplyAdd(q, r, ExpQ6);
        q = FusedMultiplyAdd(q, r, ExpQ5);
        q = FusedMultiplyAdd(q, r, ExpQ4);
        q = FusedMultiplyAdd(q, r, ExpQ3);
        q = FusedMultiplyAdd(q, r, ExpQ2);
        q = FusedMultiplyAdd(q, r, ExpQ1);
        q = FusedMultiplyAdd(q, r, ExpQ0);
        var w = FusedMultiplyAdd(r, FusedMultiplyAdd(r, q, rLow), rLow);
        var high = 1 + r;
        var low = ((1 - high) + r) + w;

        // 2^n in two steps; half of n rounded down.
        var exponent = double.IsNaN(n) ? 0 : (int)n;
        var half = exponent >> 1;
        return (high, low, PowerOfTwo(half), PowerOfTwo(exponent - half));
    }

    private static double PowerOfTwo(int exponent) =>
        BitConverter.Int64BitsToDouble((long)(exponent + 1023) << MantissaBits);
}
