namespace Chaos.Actors.Analysis.Exponents;

/// <summary>
/// Λ = (1/τ_s) ln[D(τ_s) / D(0)], eq. 4 of arXiv 2404.05782. The saturation time τ_s is the end of the
/// <see cref="GrowthWindow"/>†: the last epoch if D never saturates.
/// </summary>
internal static class EndpointEstimator
{
    /// <summary>Λ of the series, or null with fewer than 3 epochs. A quotient of two values has no fit error or R².</summary>
    public static ExponentEstimate? Estimate(LogDistance series)
    {
        var values = series.Values;
        if (values.Length < 3) return null;
        var saturation = GrowthWindow.Of(values).End;
        return new ExponentEstimate(
            (values[saturation] - values[0]) / saturation,
            double.NaN, double.NaN, series.Start, series.Start + saturation, true);
    }
}
