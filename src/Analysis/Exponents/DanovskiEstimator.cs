namespace Chaos.Actors.Analysis.Exponents;

/// <summary>
/// The published protocol (arXiv 2404.05782): least-squares slope of ln D(t) over the epochs s … s + w inclusive†,
/// s ∈ {0, 5, …, 100}, w ∈ {30, 35, …, 100}, in the window with the largest R² (the first of equals); kept if R² &gt; 0.9
/// and Λ &gt; 0.05. Blind to λ ≤ 0 and to growth that saturates within 30 epochs, hence the kept fraction in every report.
/// </summary>
internal static class DanovskiEstimator
{
    private const int LastStart = 100, ShortestWidth = 30, LongestWidth = 100, Step = 5;
    private const double LeastRSquared = 0.9, LeastLambda = 0.05;

    /// <summary>Λ of the series, or null if it is shorter than the shortest window.</summary>
    public static ExponentEstimate? Estimate(LogDistance series)
    {
        (LineFit Fit, int Start, int Width)? best = null;
        for (var start = 0; start <= LastStart; start += Step)
        {
            for (var width = ShortestWidth; width <= LongestWidth; width += Step)
            {
                if (start + width >= series.Values.Length) break;
                var fit = LineFit.Of(series.Values.AsSpan(start, width + 1));
                if (best is null || fit.RSquared > best.Value.Fit.RSquared) best = (fit, start, width);
            }
        }

        if (best is not var ((slope, error, rSquared), first, epochs)) return null;
        var kept = rSquared > LeastRSquared && slope > LeastLambda;
        return new ExponentEstimate(
            slope, error, rSquared, series.Start + first, series.Start + first + epochs, kept);
    }
}
