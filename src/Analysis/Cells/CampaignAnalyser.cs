using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Campaigns;
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
    private readonly Dictionary<int, CellAccumulator> _cells = [];

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
            _cells[cell] = accumulator = new CellAccumulator(campaign.Epochs);
        accumulator.Add(seed, series, campaign.Thresholds, estimator);
    }

    /// <summary>What the items taken in so far say.</summary>
    /// <param name="progress">Is told which cell, from 1, of how many is next: each takes thousands of resamples of its seeds.</param>
    public CampaignAnalysis Result(Action<int, int>? progress = null)
    {
        int[] seeds = [.. _cells.Values.SelectMany(cell => cell.Items.Keys).Distinct().Order()];
        var places = seeds.Select((seed, place) => (seed, place)).ToDictionary();
        var resamples = new SeedResamples(seeds.Length);
        List<CellSummary> cells = [];
        List<Verdict> verdicts = [];
        for (var curve = 0; curve < campaign.Grid.Curves; curve++) Add(campaign.Grid.Curve(curve), places, resamples, cells, verdicts, progress);
        return new CampaignAnalysis(campaign, estimator, [.. cells.OrderBy(cell => cell.Cell.Index)], verdicts);
    }

    private void Add(
        Curve place, Dictionary<int, int> places, SeedResamples resamples, List<CellSummary> cells, List<Verdict> verdicts,
        Action<int, int>? progress)
    {
        var grid = campaign.Grid;
        var indices = grid.CellsOf(place).Where(_cells.ContainsKey).OrderBy(index => grid.Cell(index).LearningRate).ToArray();
        // One seed says nothing of others: there is nothing to resample.
        var resampled = indices.Any(index => _cells[index].Items.Count > 1);
        var curve = new RateCurve(campaign.Thresholds, Exponent.Resolution(campaign.Epochs));
        foreach (var index in indices)
        {
            progress?.Invoke(cells.Count + 1, _cells.Count);
            var cell = _cells[index];
            // A cell's draws go as soon as the curve has seen them: a large grid has too many to hold them all.
            var draws = resampled
                ? CellResamples.Of([.. cell.Items.Select(item => (places[item.Key], item.Value))], campaign.Thresholds.Count, resamples)
                : null;
            var summary = cell.Summarise(grid.Cell(index), campaign.Thresholds, draws);
            cells.Add(summary);
            curve.Add(summary, draws);
        }

        for (var a = 0; a < campaign.Thresholds.Count; a++)
            verdicts.Add(curve.Verdict(place, a));
    }
}
