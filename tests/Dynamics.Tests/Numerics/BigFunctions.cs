using System.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

/// <summary>exp, exp − 1, log, tanh, sigmoid and softplus to more than 120 correct bits, by textbook series.</summary>
internal static class BigFunctions
{
    private static readonly BigFloat Ln2 = NaturalLogarithmOfTwo();

    public static BigFloat Exp(double x)
    {
        var (n, r) = Reduce(BigFloat.From(x));
        return (ExpMinusOneSeries(r) + BigFloat.One).Scaled(n);
    }

    public static BigFloat ExpMinusOne(double x)
    {
        var (n, r) = Reduce(BigFloat.From(x));
        return n == 0 ? ExpMinusOneSeries(r) : (ExpMinusOneSeries(r) + BigFloat.One).Scaled(n) - BigFloat.One;
    }

    public static BigFloat Tanh(double x)
    {
        // (e^2x − 1) / (e^2x + 1); the series without its 1 keeps tiny arguments relatively exact.
        var twice = BigFloat.From(x).Scaled(1);
        var (n, r) = Reduce(twice);
        var minusOne = n == 0
            ? ExpMinusOneSeries(r)
            : (ExpMinusOneSeries(r) + BigFloat.One).Scaled(n) - BigFloat.One;
        return minusOne / (minusOne + BigFloat.One.Scaled(1));
    }

    public static BigFloat Sigmoid(double x) => BigFloat.One / (BigFloat.One + Exp(-x));

    /// <summary>max(z, 0) + ln(1 + e), e = exp(−|z|), with ln(1 + e) = 2 artanh(e / (2 + e)) as a series.</summary>
    public static BigFloat Softplus(double z)
    {
        var e = Exp(-Math.Abs(z));
        var t = e / (BigFloat.One.Scaled(1) + e);
        var (sum, power, square) = (t, t, t * t);
        for (var k = 3; power.BinaryOrder > sum.BinaryOrder - 200; k += 2)
        {
            power *= square;
            sum += power / BigFloat.From(k);
        }

        return sum.Scaled(1) + BigFloat.From(Math.Max(z, 0));
    }

    public static BigFloat Log(double x)
    {
        // One fourth-order step from the library's value y: ln x = y + ln(1 + d), d = x·e^−y − 1.
        var y = Math.Log(x);
        var d = (BigFloat.From(x) * Exp(-y)) - BigFloat.One;
        var third = BigFloat.One / BigFloat.From(3);
        return BigFloat.From(y) + d - (d * d).Scaled(-1) + (d * d * d * third);
    }

    private static (int N, BigFloat R) Reduce(BigFloat x)
    {
        if (x.BinaryOrder < -2) return (0, x);
        var ratio = x / Ln2;
        var twice = ratio.Exponent + 1 < 0
            ? ratio.Mantissa >> -(ratio.Exponent + 1)
            : ratio.Mantissa << (ratio.Exponent + 1);
        var n = (int)((twice + 1) >> 1);
        return (n, x - (BigFloat.From(n) * Ln2));
    }

    private static BigFloat ExpMinusOneSeries(BigFloat r)
    {
        if (r.IsZero) return r;
        var term = r;
        var sum = r;
        for (var k = 2; term.BinaryOrder > sum.BinaryOrder - 200; k++)
        {
            term = term * r / BigFloat.From(k);
            sum += term;
            if (term.IsZero) break;
        }

        return sum;
    }

    // ln 2 = 2 artanh(1/3) = 2 Σ 3^−(2k+1) / (2k+1)
    private static BigFloat NaturalLogarithmOfTwo()
    {
        const int Bits = 320;
        var power = (BigInteger.One << Bits) / 3;
        var sum = BigInteger.Zero;
        for (var k = 1; !power.IsZero; k += 2)
        {
            sum += power / k;
            power /= 9;
        }

        return new BigFloat(sum, 1 - Bits);
    }
}
