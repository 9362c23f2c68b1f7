namespace Chaos.Actors.Analysis.Exponents;

/// <summary>
/// Ordinary least squares of y on the epoch: y(t) ≈ a + Λt over the consecutive epochs start … start + n − 1.
/// Λ = Σ(t − t̄)(y − ȳ) / Σ(t − t̄)², standard error √(SSE / (n − 2) / Σ(t − t̄)²), R² = 1 − SSE / Σ(y − ȳ)².
/// Two passes about the means, so that a nearly flat series far from 0 keeps its slope.
/// </summary>
/// <param name="Slope">Λ, per epoch.</param>
/// <param name="StandardError">Of the slope, taking the residuals as independent; NaN with fewer than 3 points.</param>
/// <param name="RSquared">0 when y is constant: then there is nothing to explain.</param>
internal readonly record struct LineFit(double Slope, double StandardError, double RSquared)
{
    /// <summary>Fits y at consecutive epochs; where they start does not change slope, error or R².</summary>
    public static LineFit Of(ReadOnlySpan<double> y)
    {
        var n = y.Length;
        // About y(0) first: then a constant series has exactly no slope and no error.
        double mean = 0;
        foreach (var value in y) mean += value - y[0];
        mean /= n;
        var middle = (n - 1) / 2.0;
        double sty = 0, syy = 0;
        for (var i = 0; i < n; i++)
        {
            var centred = y[i] - y[0] - mean;
            sty += (i - middle) * centred;
            syy += centred * centred;
        }

        var stt = n * ((double)n * n - 1) / 12;
        var slope = sty / stt;
        double sse = 0;
        for (var i = 0; i < n; i++)
        {
            var residual = y[i] - y[0] - mean - slope * (i - middle);
            sse += residual * residual;
        }

        var error = n < 3 ? double.NaN : Math.Sqrt(sse / (n - 2) / stt);
        return new LineFit(slope, error, syy == 0 ? 0 : Math.Max(0, 1 - sse / syy));
    }
}
