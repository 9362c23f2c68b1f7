using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>
/// Turns the stored series of a campaign into cells and verdicts. Series pass by one at a time; the result is the same,
/// to the last bit, in whatever order they come.
/// </summary>
/// <param name="campaign">The campaign, finished or not.</param>
/// <param name="estimator">The estimator of Λ.</param>
public sealed class CampaignAnalyser(CampaignSpec campaign, Estimator estimator)
{
    private readonly SortedDictionary<int, CellAccumulator> _cells = [];

    /// <summary>Analyses the items there are.</summary>
    public static CampaignAnalysis Analyse(
        CampaignSpec campaign, Estimator estimator, IEnumerable<(long Item, PairGroupSeries Series)> items)
    {
        var analyser = new CampaignAnalyser(campaign, estimator);
        foreach (var (item, series) in items) analyser.Add(item, series);
        return analyser.Result();
    }

    /// <summary>Takes in the series of one item; it need not be kept afterwards.</summary>
    /// <param name="item">The item's index in the grid.</param>
    /// <param name="series">Its series.</param>
    public void Add(long item, PairGroupSeries series)
    {
        var (cell, seed) = campaign.Grid.Locate(item);
        if (!_cells.TryGetValue(cell, out var accumulator))
            _cells[cell] = accumulator = new CellAccumulator(campaign.Seeds, campaign.Epochs);
        accumulator.Add(seed, series, campaign.Thresholds, estimator);
    }

    /// <summary>What the items taken in so far say.</summary>
    /// <param name="progress">Is told which cell, from 1, of how many is next: each takes thousands of resamples of its seeds.</param>
    public CampaignAnalysis Result(Action<int, int>? progress = null)
    {
        var resamples = new SeedResamples(campaign.Seeds);
        var grid = campaign.Grid;
        List<CellSummary> cells = [];
        List<Verdict> verdicts = [];
        var curves = campaign.Architectures.Count * campaign.L2.Count;
        for (var curve = 0; curve < curves; curve++)
        {
            // The draws of one curve λ(η), τ(η) at a time: a large grid has too many to hold them all.
            List<CurvePoint> points = [];
            for (var rate = 0; rate < campaign.LearningRates.Count; rate++)
            {
                var index = curve * campaign.LearningRates.Count + rate;
                if (!_cells.TryGetValue(index, out var items)) continue;
                progress?.Invoke(cells.Count + points.Count + 1, _cells.Count);
                var draws = CellResamples.Of(items.Items, campaign.Thresholds.Count, resamples);
                points.Add(new CurvePoint(items.Summarise(grid.Cell(index), campaign.Thresholds, draws), draws));
            }

            cells.AddRange(points.Select(point => point.Cell));
            var first = grid.Cell(curve * campaign.LearningRates.Count);
            var judge = new Judge(points, Exponent.Resolution(campaign.Epochs));
            verdicts.AddRange(campaign.Thresholds.Select((a, i) => judge.Verdict(first.Architecture.Name, first.L2, a, i)));
        }

        return new CampaignAnalysis(campaign, estimator, cells, verdicts);
    }
}
