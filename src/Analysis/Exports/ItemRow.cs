using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Exports;

/// <summary>One work item as a row of <c>items.csv</c>.</summary>
/// <param name="Index">The item's index in the campaign's grid.</param>
/// <param name="Seed">The value of the seed axis.</param>
/// <param name="Cell">Its cell.</param>
/// <param name="Estimates">Λ by each estimator; null where an estimator has nothing to say (divergent, d ≡ 0).</param>
/// <param name="InitialDistance">D(0), mean over the replicas.</param>
/// <param name="FinalAccuracy">Test accuracy of the reference at the last finite epoch; NaN if there is none.</param>
/// <param name="BestAccuracy">Best test accuracy of any finite epoch; NaN if there is none.</param>
/// <param name="TrainingTimes">τ(a) for each threshold of the campaign, in its order; null where censored.</param>
/// <param name="DivergedAt">The first epoch with a loss or w(T) that is not finite, or null.</param>
/// <param name="Digest">SHA-256 of the series.</param>
/// <param name="NumericsVersion">The numerics version it was computed under.</param>
public sealed record ItemRow(
    long Index,
    int Seed,
    Cell Cell,
    IReadOnlyDictionary<Estimator, ExponentEstimate?> Estimates,
    double InitialDistance,
    double FinalAccuracy,
    double BestAccuracy,
    IReadOnlyList<int?> TrainingTimes,
    int? DivergedAt,
    string Digest,
    int NumericsVersion)
{
    /// <summary>The exponents of all tangents over the run; null without any.</summary>
    public LyapunovSpectrum? Spectrum { get; init; }

    /// <summary>The row of an item of a campaign, from its stored series.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="index">The item's index.</param>
    /// <param name="series">Its series.</param>
    /// <param name="digest">The stored digest of the series.</param>
    /// <param name="numericsVersion">The numerics version stored with it.</param>
    public static ItemRow From(
        CampaignSpec campaign, long index, PairGroupSeries series, string digest, int numericsVersion)
    {
        var grid = campaign.Grid;
        var summary = ItemSummary.Of(series, campaign.Thresholds);
        return new ItemRow(
            index, grid.SeedOf(index), grid.Cell(grid.Locate(index).Cell),
            Enum.GetValues<Estimator>().ToDictionary(
                estimator => estimator, estimator => Exponent.Estimate(estimator, series)),
            summary.InitialDistance, summary.FinalAccuracy, summary.BestAccuracy, summary.TrainingTimes,
            summary.DivergedAt, digest, numericsVersion)
        { Spectrum = LyapunovSpectrum.Of(series) };
    }
}
