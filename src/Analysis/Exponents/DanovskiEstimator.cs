namespace Chaos.Actors.Analysis.Exponents;

/// <summary>
/// The published protocol (arXiv 2404.05782, as in its authors' script): least-squares slope of ln D(t) over windows of w
/// points, the epochs s … s + w − 1, s ∈ {0, 5, …, 100}, w ∈ {30, 35, …, 100}, in the window with the largest R² (the first
/// of equals); kept if R² &gt; 0.9 and Λ &gt; 0.05. Blind to λ ≤ 0 and to growth that saturates long before 30 epochs, hence
/// the kept fraction in every report.
/// </summary>
internal static class DanovskiEstimator
{
    private const int LastStart = 100, ShortestWindow = 30, LongestWindow = 100, Step = 5;
    private const double LeastRSquared = 0.9, LeastLambda = 0.05;

    /// <summary>Λ of the series, or null if it is shorter than the shortest window.</summary>
    public static ExponentEstimate? Estimate(LogDistance series)
    {
        (LineFit Fit, int Start, int Points)? best = null;
        for (var start = 0; start <= LastStart; start += Step)
        {
            for (var points = ShortestWindow; points <= LongestWindow; points += Step)
            {
                if (start + points > series.Values.Length) break;
                var fit = LineFit.Of(series.Values.AsSpan(start, points));
                if (best is null || fit.RSquared > best.Value.Fit.RSquared) best = (fit, start, points);
            }
        }

        if (best is not var ((slope, error, rSquared), first, count)) return null;
        var kept = rSquared > LeastRSquared && slope > LeastLambda;
        return new ExponentEstimate(
            slope, error, rSquared, series.Start + first, series.Start + first + count - 1, kept);
    }
}
