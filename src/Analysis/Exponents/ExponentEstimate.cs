namespace Chaos.Actors.Analysis.Exponents;

/// <summary>How the finite-time exponent Λ is read from the stored series (docs: measurement protocol).</summary>
public enum Estimator
{
    /// <summary>Slope of ln D(t) up to saturation, unfiltered: the default, sees negative and zero exponents.</summary>
    Growth,

    /// <summary>The slope in the window with the largest R²; kept if R² &gt; 0.9 and Λ &gt; 0.05.</summary>
    Danovski,

    /// <summary>(1/τ_s) ln[D(τ_s)/D(0)] at the saturation time τ_s.</summary>
    Endpoint,

    /// <summary>As Growth, on mean_j ln d_j(t).</summary>
    LogMean,

    /// <summary>(1/T) Σ γ_1(t): the mean local exponent of the leading tangent vector over the run; no ε and no saturation.</summary>
    Tangent,

    /// <summary>
    /// (1/(T − e)) [ln d(T) − ln d(e) + what the replicas were pulled back by], mean over the replicas: Benettin's, of the whole run.
    /// </summary>
    Rescaled,
}

/// <summary>The finite-time exponent of one work item.</summary>
/// <param name="Lambda">Λ, growth rate of the divergence per epoch.</param>
/// <param name="StandardError">Standard error of the slope, per epoch; NaN where the estimator has none.</param>
/// <param name="RSquared">R² of the fit; NaN where the estimator has none.</param>
/// <param name="WindowStart">First epoch used.</param>
/// <param name="WindowEnd">Last epoch used (inclusive).</param>
/// <param name="Kept">Whether the estimator's own filter keeps the value; always true for the unfiltered ones.</param>
public sealed record ExponentEstimate(
    double Lambda, double StandardError, double RSquared, int WindowStart, int WindowEnd, bool Kept);
