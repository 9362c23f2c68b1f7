using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Search;

/// <summary>
/// Decides what a campaign that searches computes next, once all items of its grid are done: a function of the specification and of these
/// items' series alone, so that whoever decides, and however often, decides the same. Series pass by one at a time.
/// </summary>
/// <param name="campaign">The campaign.</param>
/// <param name="flow">What gradient flow does, from the exponents stored beside the series.</param>
public sealed class OnsetSearch(CampaignSpec campaign, FlowRates flow)
{
    private const int MostCurvesTold = 3;

    private readonly List<SearchedItem>[] _items = [.. Enumerable.Range(0, campaign.Grid.Curves).Select(_ => new List<SearchedItem>())]; // [curve]
    private readonly int _primary = campaign.Verdict.PrimaryOf(campaign.Thresholds);

    /// <summary>Takes in the series of one item.</summary>
    public void Add(long item, PairGroupSeries series)
    {
        var (cell, seed) = campaign.Grid.Locate(item);
        var (curve, rate) = campaign.Grid.PlaceOf(cell);
        var eta = campaign.LearningRates[rate];
        Add(curve, SearchedItem.Of(eta, campaign.Grid.SeedAt(seed), ItemTransient.Of(series, eta, flow.Of(curve, seed), campaign), _primary));
    }

    /// <summary>Takes in what one item of a curve says.</summary>
    public void Add(int curve, SearchedItem item) => _items[curve].Add(item);

    /// <summary>The campaign in its next round, or with its search ended.</summary>
    public CampaignSpec Next()
    {
        var (grid, search) = (campaign.Grid, campaign.Search!);
        var steps = Enumerable.Range(0, grid.Curves).Select(grid.Curve).Select(curve => (Curve: curve, Step: CurveSearch.Of(new CurveState(
            campaign, grid.CellsOf(curve).Select(cell => (grid.Cell(cell).LearningRate, grid.SeedsOf(cell))), _items[curve.Number])))).ToArray();
        SeedsWanted[] wanted = [.. steps.SelectMany(step => step.Step.Wanted.Select(cell => new SeedsWanted(step.Curve.Number, cell.Eta, cell.Seeds)))];
        search = search with { Report = Told(steps, step => step.Found) };
        var sentences = Told(steps, step => step.Sentences);
        if (wanted.Length == 0) return campaign with { Search = search with { Ended = sentences } };
        var next = SearchGrid.Grow(campaign, wanted);
        if (search.Budget > 0 && next.Grid.Items > search.Budget)
        {
            var more = Numbers.Count(next.Grid.Items - grid.Items);
            return campaign with { Search = search with { Ended = $"{sentences} The budget of {Numbers.Count(search.Budget)} items does not hold the {more} of another round." } };
        }
        if (!CampaignLimits.HoldsGrid(next)) return campaign with { Search = search with { Ended = $"{sentences} A larger grid than this cannot be computed." } };
        return next with { Search = search with { Round = search.Round + 1 } };
    }

    private string Told((Curve Curve, CurveSearch Step)[] steps, Func<CurveSearch, string> text)
    {
        if (steps.Length == 1) return text(steps[0].Step);
        var more = steps.Length > MostCurvesTold ? $"; {Numbers.Count(steps.Length - MostCurvesTold)} more" : "";
        return string.Join("; ", steps.Take(MostCurvesTold).Select(step => $"{step.Curve.Label(campaign)}: {text(step.Step)}")) + more;
    }
}
