using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>
/// Turns the stored series of a campaign into cells and verdicts. Series pass by one at a time; of each a few numbers are kept, and of a
/// bounded number of runs what figures draw along the epochs (<see cref="RunSampling"/>). The result is the same, to the last bit, in whatever order they come.
/// </summary>
/// <param name="campaign">The campaign, finished or not.</param>
/// <param name="estimator">The estimator of Λ; the verdict does not depend on it.</param>
/// <param name="flow">What gradient flow does, from the exponents stored beside the series: known before the first of them comes.</param>
/// <param name="secondsPerItem">What an item takes here on average, all cores at work; NaN where nobody knows.</param>
public sealed class CampaignAnalyser(CampaignSpec campaign, Estimator estimator, FlowRates flow, double secondsPerItem = double.NaN)
{
    private readonly Dictionary<int, CellAccumulator> _cells = [];
    private readonly RunSampling _sampling = new(campaign);

    /// <summary>Analyses the items there are, reading them twice.</summary>
    public static CampaignAnalysis Analyse(
        CampaignSpec campaign, Estimator estimator, IEnumerable<(long Item, PairGroupSeries Series)> items)
    {
        var flow = new FlowRates(campaign);
        foreach (var (item, series) in items) flow.Add(item, ItemSummary.Of(series, []).Lambda);
        var analyser = new CampaignAnalyser(campaign, estimator, flow);
        foreach (var (item, series) in items) analyser.Add(item, series);
        return analyser.Result();
    }

    /// <summary>Takes in the series of one item; it need not be kept afterwards.</summary>
    /// <param name="item">The item's index in the grid.</param>
    /// <param name="series">Its series.</param>
    public void Add(long item, PairGroupSeries series)
    {
        var (index, seed) = campaign.Grid.Locate(item);
        if (!_cells.TryGetValue(index, out var accumulator))
            _cells[index] = accumulator = new CellAccumulator(campaign.Epochs, _sampling);
        var (curve, rate) = campaign.Grid.PlaceOf(index);
        accumulator.Add(seed, rate, series, campaign, estimator, flow.Of(curve, seed));
    }

    /// <summary>What the items taken in so far say.</summary>
    /// <param name="progress">Is told which cell, from 1, of how many is next: each takes thousands of resamples of its seeds.</param>
    public CampaignAnalysis Result(Action<int, int>? progress = null)
    {
        int[] seeds = [.. _cells.Values.SelectMany(cell => cell.Items.Keys).Distinct().Order()];
        var places = seeds.Select((seed, place) => (seed, place)).ToDictionary();
        var resamples = new SeedResamples(seeds.Length);
        List<CellSummary> cells = [];
        List<CurveVerdict> verdicts = [];
        var judge = new CurveJudge(campaign, secondsPerItem);
        for (var number = 0; number < campaign.Grid.Curves; number++)
        {
            var curve = campaign.Grid.Curve(number);
            Summarise(curve, places, resamples, cells, progress);
            verdicts.Add(Judge(judge, curve));
        }
        return new CampaignAnalysis(campaign, estimator, [.. cells.OrderBy(cell => cell.Cell.Index)], verdicts);
    }

    private void Summarise(
        Curve curve, Dictionary<int, int> places, SeedResamples resamples, List<CellSummary> cells, Action<int, int>? progress)
    {
        var indices = campaign.Grid.CellsOf(curve).Where(_cells.ContainsKey).ToArray();
        // One seed says nothing of others: there is nothing to resample.
        var resampled = indices.Any(index => _cells[index].Items.Count > 1);
        foreach (var index in indices)
        {
            progress?.Invoke(cells.Count + 1, _cells.Count);
            var cell = _cells[index];
            // A cell's draws go at once: a large grid has too many to hold them all.
            var draws = resampled
                ? CellResamples.Of([.. cell.Items.Select(item => (places[item.Key], item.Value))], campaign.Thresholds.Count, resamples)
                : null;
            cells.Add(cell.Summarise(campaign.Grid.Cell(index), campaign.Thresholds, draws));
        }
    }

    private CurveVerdict Judge(CurveJudge judge, Curve curve)
    {
        var grid = campaign.Grid;
        var indices = grid.CellsOf(curve).Where(_cells.ContainsKey).ToArray();
        var items =
            from index in indices
            from transient in _cells[index].Transients
            select new JudgedItem(campaign.LearningRates[grid.PlaceOf(index).Rate], grid.SeedAt(transient.Key), transient.Value);
        var seeds = indices.SelectMany(index => _cells[index].Transients.Keys).Distinct();
        return judge.Judge(curve, items, [.. seeds.Select(seed => flow.Of(curve.Number, seed))]);
    }
}
