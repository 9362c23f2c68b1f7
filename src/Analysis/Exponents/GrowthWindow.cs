namespace Chaos.Actors.Analysis.Exponents;

/// <summary>
/// Our choice († in the measurement protocol) of the epochs over which ln D counts as growing: from s to e of the
/// least-squares <see cref="Ramp"/>, under two conditions.
/// </summary>
/// <param name="Start">First index into the series.</param>
/// <param name="End">Last index into the series (inclusive).</param>
/// <param name="Saturated">Whether D saturates at End; if not, the window is the whole series.</param>
internal readonly record struct GrowthWindow(int Start, int End, bool Saturated)
{
    /// <summary>A late start is accepted only if the window spans this share of ln[D(e) / D(0)]†.</summary>
    public const double MainShare = 2.0 / 3;

    /// <summary>Finds the window; at least 3 values.</summary>
    public static GrowthWindow Of(ReadOnlySpan<double> logDistance)
    {
        var ramp = Ramp.Fit(logDistance);
        var rise = ramp.High - ramp.Low;
        var net = ramp.High - logDistance[0];

        // A plateau is saturation only if it is a decade away both from the level before the ramp and from D(0), on the
        // same side: this leaves flat and creeping series whole, and those that rise and come back.
        var decade = Exponent.MinimumGrowth;
        var saturated = Math.Min(rise, net) >= decade || Math.Max(rise, net) <= -decade;
        if (!saturated) return new GrowthWindow(0, logDistance.Length - 1, false);

        // Growth in several bursts is averaged from t = 0 on; one burst after a quiet transient is measured by itself.
        var start = Math.Abs(rise) >= MainShare * Math.Abs(net) ? ramp.Start : 0;
        return new GrowthWindow(start, ramp.End, true);
    }
}
