namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>
/// The inverse of the standard normal distribution: M. J. Wichura, "Algorithm AS 241: The percentage points of the
/// normal distribution", Applied Statistics 37 (1988) 477–484, routine PPND16 (its rational approximations are good to
/// about 1 part in 10¹⁶), with fused Horner steps and our own logarithm so that every platform gives the same bits.
/// </summary>
public static class NormalQuantile
{
    private const double CentralHalfWidth = 0.425;
    private const double CentralSquare = 0.180625; // CentralHalfWidth²
    private const double FarTail = 5.0;
    private const double NearTailShift = 1.6;

    // Numerator and denominator on |p − ½| ≤ 0.425, in the tail up to p ≈ e⁻²⁵, and beyond; ascending powers.
    private static ReadOnlySpan<double> CentralTop =>
    [
        3.3871328727963666080, 1.3314166789178437745E2, 1.9715909503065514427E3, 1.3731693765509461125E4,
        4.5921953931549871457E4, 6.7265770927008700853E4, 3.3430575583588128105E4, 2.5090809287301226727E3,
    ];

    private static ReadOnlySpan<double> CentralBottom =>
    [
        1.0, 4.2313330701600911252E1, 6.8718700749205790830E2, 5.3941960214247511077E3,
        2.1213794301586595867E4, 3.9307895800092710610E4, 2.8729085735721942674E4, 5.2264952788528545610E3,
    ];

    private static ReadOnlySpan<double> NearTop =>
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 2.41780725177450611770E-1, 2.27238449892691845833E-2, 7.74545014278341407640E-4,
    ];

    private static ReadOnlySpan<double> NearBottom =>
    [
        1.0, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550E-1,
        1.48103976427480074590E-1, 1.51986665636164571966E-2, 5.47593808499534494600E-4, 1.05075007164441684324E-9,
    ];

    private static ReadOnlySpan<double> FarTop =>
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230E-1,
        2.65321895265761230930E-2, 1.24266094738807843860E-3, 2.71155556874348757815E-5, 2.01033439929228813265E-7,
    ];

    private static ReadOnlySpan<double> FarBottom =>
    [
        1.0, 5.99832206555887937690E-1, 1.36929880922735805310E-1, 1.48753612908506148525E-2,
        7.86869131145613259100E-4, 1.84631831751005468180E-5, 1.42151175831644588870E-7, 2.04426310338993978564E-15,
    ];

    /// <summary>Φ⁻¹(p), relative error below 6·10⁻¹⁶.</summary>
    /// <param name="p">0 &lt; p &lt; 1.</param>
    public static double At(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= CentralHalfWidth)
        {
            var t = Math.FusedMultiplyAdd(-q, q, CentralSquare);
            return q * (Horner(CentralTop, t) / Horner(CentralBottom, t));
        }

        var tail = q < 0 ? p : 1 - p;
        var r = Math.Sqrt(-ElementaryFunctions.Log<ScalarLanes, double>(tail));
        var magnitude = r <= FarTail
            ? Horner(NearTop, r - NearTailShift) / Horner(NearBottom, r - NearTailShift)
            : Horner(FarTop, r - FarTail) / Horner(FarBottom, r - FarTail);
        return q < 0 ? -magnitude : magnitude;
    }

    private static double Horner(ReadOnlySpan<double> coefficients, double x)
    {
        var sum = coefficients[^1];
        for (var i = coefficients.Length - 2; i >= 0; i--) sum = Math.FusedMultiplyAdd(sum, x, coefficients[i]);
        return sum;
    }
}
