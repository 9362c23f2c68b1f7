using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Exponents;

/// <summary>Reads the finite-time exponent Λ of a work item from its stored series (docs/measurement.md).</summary>
public static class Exponent
{
    /// <summary>
    /// ln 10†: a plateau is saturation only a decade or more away from where D began.
    /// </summary>
    public static double MinimumGrowth { get; } = Math.Log(10);

    /// <summary>How Λ is read unless somebody asks otherwise: from tangents where there are any, else from distances.</summary>
    public static Estimator Usual(CampaignSpec campaign) =>
        campaign.Tangents > 0 ? Estimator.Tangent : campaign.Rescales ? Estimator.Rescaled : Estimator.Growth;

    /// <summary>How Λ of one item is read unless somebody asks otherwise.</summary>
    public static Estimator Usual(PairGroupSeries series) =>
        series.Rows(LocalExponents.SeriesName) is not null ? Estimator.Tangent
        : series.Rows(Rescalings.SeriesName) is not null ? Estimator.Rescaled : Estimator.Growth;

    /// <summary>Whether the items of a campaign have what an estimator reads.</summary>
    public static bool Applies(this Estimator estimator, CampaignSpec campaign) => estimator switch
    {
        Estimator.Tangent => campaign.Tangents > 0,
        Estimator.Rescaled => campaign.Rescales,
        _ => true,
    };

    /// <summary>Λ by the given estimator.</summary>
    /// <param name="estimator">How.</param>
    /// <param name="series">The item's series; a divergent item has the epochs it reached.</param>
    /// <returns>
    /// The estimate; null when there is nothing to fit: no replicas, fewer than 3 consecutive epochs with a positive finite
    /// divergence (ε = 0 gives none), or for danovski fewer than 30; for tangent no finite local exponent.
    /// </returns>
    public static ExponentEstimate? Estimate(Estimator estimator, PairGroupSeries series) => estimator switch
    {
        Estimator.Tangent => TangentEstimator.Estimate(series),
        _ when series.Distance.Length == 0 => null,
        Estimator.Growth => GrowthEstimator.Estimate(LogDistance.OfMean(series)),
        Estimator.Danovski => DanovskiEstimator.Estimate(LogDistance.OfMean(series)),
        Estimator.Endpoint => EndpointEstimator.Estimate(LogDistance.OfMean(series)),
        Estimator.LogMean => GrowthEstimator.Estimate(LogDistance.MeanOfLogs(series)),
        Estimator.Rescaled => RescaledEstimator.Estimate(series),
        _ => throw new ArgumentOutOfRangeException(nameof(estimator), estimator, "Not an estimator of this version."),
    };

    /// <summary>Λ by one of the estimators that read distances.</summary>
    /// <param name="estimator">How.</param>
    /// <param name="distance">[M][epochs]: d_j(t), t = 0 …</param>
    public static ExponentEstimate? Estimate(Estimator estimator, double[][] distance) =>
        Estimate(estimator, new PairGroupSeries([], [], distance, null));
}
