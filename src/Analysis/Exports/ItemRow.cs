using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Exports;

/// <summary>One work item as a row of <c>items.csv</c>.</summary>
/// <param name="Index">The item's index in the campaign's grid.</param>
/// <param name="Seed">The value of the seed axis.</param>
/// <param name="Architecture">The architecture's name.</param>
/// <param name="L2">L2 coefficient.</param>
/// <param name="LearningRate">η.</param>
/// <param name="Estimates">Λ by each estimator; null where an estimator has nothing to say (divergent, d ≡ 0).</param>
/// <param name="InitialDistance">D(0), mean over the replicas.</param>
/// <param name="FinalAccuracy">Last recorded test accuracy of the reference.</param>
/// <param name="BestAccuracy">Best test accuracy of any epoch.</param>
/// <param name="TrainingTimes">τ(a) for each threshold of the campaign, in its order; null where censored.</param>
/// <param name="DivergedAt">The first epoch with a non-finite loss, or null.</param>
/// <param name="Digest">SHA-256 of the series.</param>
/// <param name="NumericsVersion">The numerics version it was computed under.</param>
public sealed record ItemRow(
    long Index,
    int Seed,
    string Architecture,
    double L2,
    double LearningRate,
    IReadOnlyDictionary<Estimator, ExponentEstimate?> Estimates,
    double InitialDistance,
    double FinalAccuracy,
    double BestAccuracy,
    IReadOnlyList<int?> TrainingTimes,
    int? DivergedAt,
    string Digest,
    int NumericsVersion)
{
    /// <summary>The row of an item of a campaign, from its stored series.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="index">The item's index.</param>
    /// <param name="series">Its series.</param>
    /// <param name="estimates">Λ by each estimator.</param>
    /// <param name="trainingTimes">τ(a) for each threshold of the campaign, in its order; null where censored.</param>
    /// <param name="digest">The stored digest of the series.</param>
    /// <param name="numericsVersion">The numerics version stored with it.</param>
    public static ItemRow From(
        CampaignSpec campaign,
        long index,
        PairGroupSeries series,
        IReadOnlyDictionary<Estimator, ExponentEstimate?> estimates,
        IReadOnlyList<int?> trainingTimes,
        string digest,
        int numericsVersion)
    {
        var (cellIndex, seed) = campaign.Grid.Locate(index);
        var cell = campaign.Grid.Cell(cellIndex);
        var accuracies = series.Accuracy;
        return new ItemRow(
            index, seed, cell.Architecture.Name, cell.L2, cell.LearningRate, estimates,
            series.Distance.Length > 0 ? series.Distance.Average(replica => replica[0]) : double.NaN,
            accuracies.Length > 0 ? accuracies[^1] : double.NaN,
            accuracies.Length > 0 ? accuracies.Max() : double.NaN,
            trainingTimes, series.DivergedAt, digest, numericsVersion);
    }
}
