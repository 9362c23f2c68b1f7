namespace Chaos.Actors.Analysis.Exponents;

/// <summary>Reads the finite-time exponent Λ of a work item from its stored distances (docs/estimators.md).</summary>
public static class Exponent
{
    /// <summary>
    /// ln 10†: a plateau is saturation only a decade or more away from where D began.
    /// </summary>
    public static double MinimumGrowth { get; } = Math.Log(10);

    /// <summary>
    /// The smallest exponent a run of T epochs resolves, 1 / T†: the Lyapunov time 1/λ must be shorter than the run. λ
    /// counts as positive beyond doubt when its interval lies above this, not merely above 0: a drift of 0.2 % in 200
    /// epochs can be perfectly significant over seeds and is no chaos.
    /// </summary>
    public static double Resolution(int epochs) => 1.0 / epochs;

    /// <summary>Λ by the given estimator.</summary>
    /// <param name="estimator">How.</param>
    /// <param name="distance">[M][epochs]: d_j(t), t = 0 …; a divergent item has the epochs it reached.</param>
    /// <returns>
    /// The estimate; null when there is nothing to fit: fewer than 3 consecutive epochs with a positive finite
    /// divergence (ε = 0 gives none), or for danovski fewer than 30.
    /// </returns>
    public static ExponentEstimate? Estimate(Estimator estimator, double[][] distance) => estimator switch
    {
        Estimator.Growth => GrowthEstimator.Estimate(LogDistance.OfMean(distance)),
        Estimator.Danovski => DanovskiEstimator.Estimate(LogDistance.OfMean(distance)),
        Estimator.Endpoint => EndpointEstimator.Estimate(LogDistance.OfMean(distance)),
        Estimator.LogMean => GrowthEstimator.Estimate(LogDistance.MeanOfLogs(distance)),
        _ => throw new ArgumentOutOfRangeException(nameof(estimator), estimator, "Not an estimator of this version."),
    };
}
