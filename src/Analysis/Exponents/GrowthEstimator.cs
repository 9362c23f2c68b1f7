namespace Chaos.Actors.Analysis.Exponents;

/// <summary>
/// Λ = least-squares slope of ln D(t) over the <see cref="GrowthWindow"/>, unfiltered: negative and zero exponents are
/// results like any other. With D(t) = mean_j d_j(t) this is the estimator `growth`, with mean_j ln d_j(t) `log-mean`
/// (the unbiased average of exponents: ln of the mean favours the fastest replica).
/// </summary>
internal static class GrowthEstimator
{
    /// <summary>Λ of the series, or null with fewer than 3 epochs.</summary>
    public static ExponentEstimate? Estimate(LogDistance series)
    {
        if (series.Values.Length < 3) return null;
        var window = GrowthWindow.Of(series.Values);
        var fit = LineFit.Of(series.Values.AsSpan(window.Start, window.End - window.Start + 1));
        return new ExponentEstimate(
            fit.Slope, fit.StandardError, fit.RSquared, series.Start + window.Start, series.Start + window.End, true);
    }
}
