using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Search;

/// <summary>One curve of a campaign that searches, all its items done.</summary>
public sealed class CurveState
{
    private readonly Dictionary<int, SearchedItem[]> _seeds;

    /// <summary>The state.</summary>
    /// <param name="campaign">The campaign: what is searched, the criterion, how many seeds there are.</param>
    /// <param name="seeds">How many seeds each η of the curve has.</param>
    /// <param name="items">Its items.</param>
    public CurveState(CampaignSpec campaign, IEnumerable<(double Eta, int Seeds)> seeds, IEnumerable<SearchedItem> items)
    {
        Campaign = campaign;
        SearchedItem[] all = [.. items.OrderBy(item => item.Eta)];
        _seeds = all.GroupBy(item => item.Seed).ToDictionary(seed => seed.Key, seed => seed.ToArray());
        var byRate = all.ToLookup(item => item.Eta);
        Cells =
        [
            .. seeds.Where(cell => cell.Seeds > 0).OrderBy(cell => cell.Eta).Select(cell => new CellState(
                cell.Eta, cell.Seeds, byRate[cell.Eta].Count(IsChaotic), byRate[cell.Eta].Count(item => item.Amplification is not null), Search.Error)),
        ];
        Seeds = Cells.First(cell => cell.Eta == Search.FlowRate).Seeds;
    }

    /// <summary>The campaign.</summary>
    public CampaignSpec Campaign { get; }

    /// <summary>What is searched.</summary>
    public SearchSpec Search => Campaign.Search!;

    /// <summary>The η that have items, ascending.</summary>
    public IReadOnlyList<CellState> Cells { get; }

    /// <summary>The number of seeds of the present look: every one of them has the η at which flow is read.</summary>
    public int Seeds { get; }

    /// <summary>Whether there are too few for intervals.</summary>
    public bool HasFewSeeds => Campaign.Seeds < Statistics.FewestSeeds;

    /// <summary>The largest ratio of neighbouring η, less 1, that is as good as the width asked for.</summary>
    public double LogWidth => Math.Log(1 + Search.Width);

    /// <summary>Onset of each seed with an item that tells.</summary>
    public IEnumerable<SeedOnset> Onsets() => _seeds.Values.Select(items =>
    {
        SearchedItem[] telling = [.. items.Where(item => item.Amplification is not null)];
        return SeedOnset.Of([.. telling.Select(item => item.Eta)], [.. telling.Select(item => item.Amplification!.Value)], Campaign.Verdict.Amplification);
    }).Where(onset => !double.IsNaN(onset.Eta));

    /// <summary>The η at which each seed that ever reaches the threshold does so first; the smallest of equals.</summary>
    public double[] Fastest() =>
    [
        .. _seeds.Values.Where(items => items.Any(item => item.Time is not null))
            .Select(items => items.Where(item => item.Time is not null).MinBy(item => item.Time).Eta).Order(),
    ];

    private bool IsChaotic(SearchedItem item) => item.Amplification >= Campaign.Verdict.Amplification;
}
