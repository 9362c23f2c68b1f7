namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>The numbers behind <see cref="ElementaryFunctions"/>. Each literal is the shortest that reads back exactly.</summary>
/// <remarks>
/// <c>TanhP</c> and <c>ExpQ</c> are our own minimax polynomials: Remez exchange in 60-digit arithmetic, each coefficient
/// then rounded to double. <c>LogR</c> is fdlibm's (e_log.c, Sun Microsystems, 1993), as is the split of ln 2 into
/// <see cref="Ln2Head"/> (its low 20 bits are zero, so that k·head is exact) and <see cref="Ln2Tail"/>.
/// </remarks>
internal static class ElementaryConstants
{
    /// <summary>Stored bits of a mantissa: the place of the exponent.</summary>
    public const int MantissaBits = 52;

    // Adding 1.5·2^52 rounds to an integer and leaves it in the low bits; what is added to it biases those bits.
    private const double RoundingMagic = 6755399441055744.0;

    /// <summary>Rounds, and leaves n + 1023, the biased exponent of 2ⁿ.</summary>
    public const double TanhMagic = RoundingMagic + 1023;

    /// <summary>Rounds, and leaves n + 2046: two exponent biases, because 2ⁿ is applied in two steps.</summary>
    public const double ExpMagic = RoundingMagic + 2046;

    /// <summary>tanh rounds to 1 from 19.0616 on; 19.1 keeps z small.</summary>
    public const double TanhSaturation = 19.1;

    /// <summary>The largest n for which 2ⁿ ± 1 are exact.</summary>
    public const double TanhLargestN = 52;

    /// <summary>e^710 overflows.</summary>
    public const double ExpUpper = 710.0;

    /// <summary>e^−746 underflows to 0 in round-to-nearest.</summary>
    public const double ExpLower = -746.0;

    public const double TwoOverLn2 = 2.8853900817779268;
    public const double OneOverLn2 = 1.4426950408889634;

    /// <summary>ln 2 / 2 rounded to double, and what is missing.</summary>
    public const double HalfLn2 = 0.34657359027997264;
    public const double HalfLn2Low = 1.1595234069231498E-17;

    /// <summary>ln 2 rounded to double, and what is missing.</summary>
    public const double Ln2 = 0.6931471805599453;
    public const double Ln2Low = 2.3190468138462996E-17;

    /// <summary>A mask that keeps sign, exponent and the first 26 significant bits.</summary>
    public const long Top26Bits = unchecked((long)0xFFFF_FFFF_F800_0000);

    // tanh z = z + z³·P(z²) on |z| ≤ ln2/4, relative error below 2^−57.7.
    public const double TanhP0 = -0.3333333333333249;
    public const double TanhP1 = 0.13333333332785188;
    public const double TanhP2 = -0.05396825278421685;
    public const double TanhP3 = 0.021869370861906563;
    public const double TanhP4 = -0.008857313238524372;
    public const double TanhP5 = 0.0034448882587857755;

    // e^r = 1 + r + r²·Q(r) on |r| ≤ ln2/2, absolute error below 2^−56.1.
    public const double ExpQ0 = 0.5000000000000001;
    public const double ExpQ1 = 0.16666666666666674;
    public const double ExpQ2 = 0.04166666666662412;
    public const double ExpQ3 = 0.008333333333322207;
    public const double ExpQ4 = 0.0013888888917215443;
    public const double ExpQ5 = 0.00019841269886593257;
    public const double ExpQ6 = 2.480152129365546E-05;
    public const double ExpQ7 = 2.7557242334469715E-06;
    public const double ExpQ8 = 2.7620089402214955E-07;
    public const double ExpQ9 = 2.5110050631899123E-08;

    // ln((1 + s)/(1 − s)) = 2s + s·R(s²), R(z) = z·(R1 + R2·z + …), on √½ ≤ (1 + s)/(1 − s) < √2, error below 2^−58.45.
    public const double LogR1 = 0.6666666666666735;
    public const double LogR2 = 0.3999999999940942;
    public const double LogR3 = 0.2857142874366239;
    public const double LogR4 = 0.22222198432149784;
    public const double LogR5 = 0.1818357216161805;
    public const double LogR6 = 0.15313837699209373;
    public const double LogR7 = 0.14798198605116586;

    public const double Ln2Head = 0.6931471803691238;
    public const double Ln2Tail = 1.9082149292705877E-10;

    public const double SmallestNormal = 2.2250738585072014E-308;
    public const double TwoTo54 = 18014398509481984.0;
    public const double TwoTo52 = 4503599627370496.0;

    /// <summary>Added to the exponent k of 2ᵏ·m to keep it positive.</summary>
    public const long LogExponentBias = 1024;

    /// <summary>The bits of √½ rounded to double, less <see cref="LogExponentBias"/> exponents.</summary>
    public const long LogBitsOffset = 0x3FE6_A09E_667F_3BCD - (LogExponentBias << MantissaBits);
}
