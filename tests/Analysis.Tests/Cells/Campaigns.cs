using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Tests.Cells;

/// <summary>Campaigns whose every item is made up: a rate of divergence and a training time.</summary>
internal static class Campaigns
{
    public const int Epochs = 100;

    public static CampaignSpec Of(double[] rates, int seeds, params double[] thresholds) => new()
    {
        Name = "made up",
        Tasks = [new TaskSpec("iris")],
        Architectures = [new Architecture([4], Activation.Tanh, Initialisation.Normal)],
        L2 = [0],
        LearningRates = rates,
        Seeds = seeds,
        Epochs = Epochs,
        Replicas = 2,
        Epsilons = [1e-8],
        Thresholds = thresholds.Length == 0 ? [0.8] : thresholds,
    };

    /// <summary>ln d grows by Λ per epoch to a plateau; the accuracy is 0.5 before τ and 0.9 from then on.</summary>
    public static PairGroupSeries Item(double lambda, int? time, int? divergedAt = null)
    {
        var recorded = divergedAt + 1 ?? Epochs + 1;
        var losses = divergedAt + 1 ?? Epochs;
        double[] distance =
            [.. Enumerable.Range(0, recorded).Select(t => 2e-4 * Math.Exp(Math.Min(lambda * t, 16)))];
        return new PairGroupSeries(
            [new double[losses], new double[losses], new double[losses]],
            [.. Enumerable.Range(0, recorded).Select(t => t >= time ? 0.9 : 0.5)],
            [distance, distance],
            divergedAt);
    }

    /// <summary>Analyses the items series(η, seed).</summary>
    public static CampaignAnalysis Analyse(this CampaignSpec campaign, Func<double, int, PairGroupSeries> series) =>
        CampaignAnalyser.Analyse(campaign, Estimator.Growth, campaign.Items(series));

    /// <summary>All items of the campaign.</summary>
    public static IEnumerable<(long Item, PairGroupSeries Series)> Items(
        this CampaignSpec campaign, Func<double, int, PairGroupSeries> series)
    {
        for (var item = 0L; item < campaign.Grid.Items; item++)
        {
            var (cell, seed) = campaign.Grid.Locate(item);
            yield return (item, series(campaign.Grid.Cell(cell).LearningRate, seed));
        }
    }
}
