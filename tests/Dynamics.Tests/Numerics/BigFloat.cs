using System.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

/// <summary>Mantissa · 2^Exponent with about 192 significant bits: slow, obvious, and far beyond double.</summary>
internal readonly record struct BigFloat(BigInteger Mantissa, int Exponent)
{
    private const int Precision = 192;

    public static BigFloat One { get; } = new(BigInteger.One, 0);

    public bool IsZero => Mantissa.IsZero;

    /// <summary>The e with 2^(e − 1) ≤ |this| &lt; 2^e.</summary>
    public int BinaryOrder => (int)BigInteger.Abs(Mantissa).GetBitLength() + Exponent;

    public static BigFloat From(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var fraction = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent == 0x7FF) throw new ArgumentOutOfRangeException(nameof(value), value, "Not a finite number.");
        var mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        return new BigFloat(bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
    }

    public static BigFloat operator -(BigFloat a) => new(-a.Mantissa, a.Exponent);

    public static BigFloat operator +(BigFloat a, BigFloat b)
    {
        if (a.IsZero) return b;
        if (b.IsZero) return a;
        if (a.Exponent < b.Exponent) (a, b) = (b, a);
        // Beyond this the smaller one cannot matter, and the shift would be long.
        if (a.BinaryOrder - b.BinaryOrder > 2 * Precision) return a;
        return Rounded((a.Mantissa << (a.Exponent - b.Exponent)) + b.Mantissa, b.Exponent);
    }

    public static BigFloat operator -(BigFloat a, BigFloat b) => a + -b;

    public static BigFloat operator *(BigFloat a, BigFloat b) =>
        Rounded(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent);

    public static BigFloat operator /(BigFloat a, BigFloat b)
    {
        var shift = Math.Max(0, (2 * Precision) - (int)BigInteger.Abs(a.Mantissa).GetBitLength());
        return Rounded((a.Mantissa << shift) / b.Mantissa, a.Exponent - shift - b.Exponent);
    }

    /// <summary>this · 2^power, exactly.</summary>
    public BigFloat Scaled(int power) => new(Mantissa, Exponent + power);

    /// <summary>
    /// |computed − this| in units in the last place that double has at the size of this. An infinity counts as 2¹⁰²⁴,
    /// where the number after the largest double would be.
    /// </summary>
    public double UlpsTo(double computed)
    {
        var value = double.IsInfinity(computed) ? One.Scaled(1024) : From(computed);
        if (double.IsNegativeInfinity(computed)) value = -value;
        var difference = value - this;
        if (difference.IsZero) return 0;
        var ulp = Math.Max(IsZero ? -1074 : BinaryOrder - 53, -1074);
        var scaled = difference.Scaled(-ulp);
        var drop = Math.Max(0, (int)BigInteger.Abs(scaled.Mantissa).GetBitLength() - 60);
        return Math.ScaleB((double)BigInteger.Abs(scaled.Mantissa >> drop), scaled.Exponent + drop);
    }

    private static BigFloat Rounded(BigInteger mantissa, int exponent)
    {
        var excess = (int)BigInteger.Abs(mantissa).GetBitLength() - Precision;
        return excess <= 0 ? new BigFloat(mantissa, exponent) : new BigFloat(mantissa >> excess, exponent + excess);
    }
}
