namespace Chaos.Actors.Campaigns;

/// <summary>Seeds that a search wants of an η of one curve: the first so many.</summary>
/// <param name="Curve">The curve's number.</param>
/// <param name="Eta">η.</param>
/// <param name="Seeds">How many, at least.</param>
public readonly record struct SeedsWanted(int Curve, double Eta, int Seeds);

/// <summary>The grids of a campaign that searches.</summary>
public static class SearchGrid
{
    /// <summary>The campaign in its first round: what its file says; itself if it does not search.</summary>
    public static CampaignSpec Start(CampaignSpec campaign)
    {
        if (campaign.Search is not { } search) return campaign;
        var first = campaign with { LearningRates = search.Ladder, Search = search with { Round = 1, Report = "", Ended = null } };
        return first with { CellSeeds = new SeedCounts(Enumerable.Repeat(Math.Min(SearchSpec.FirstSeeds, campaign.Seeds), first.Grid.Cells)) };
    }

    /// <summary>The campaign with the items that are wanted, and those it has.</summary>
    public static CampaignSpec Grow(CampaignSpec campaign, IReadOnlyCollection<SeedsWanted> wanted)
    {
        double[] rates = [.. campaign.LearningRates.Union(wanted.Select(cell => cell.Eta)).Order()];
        var places = rates.Select((rate, place) => (rate, place)).ToDictionary(axis => axis.rate, axis => axis.place);
        var next = campaign with { LearningRates = rates };
        var (grid, to) = (campaign.Grid, next.Grid);
        var counts = new int[to.Cells];
        for (var cell = 0; cell < grid.Cells; cell++)
        {
            var (curve, rate) = grid.PlaceOf(cell);
            counts[to.CellAt(curve, places[campaign.LearningRates[rate]])] = grid.SeedsOf(cell);
        }
        foreach (var cell in wanted)
        {
            ref var count = ref counts[to.CellAt(cell.Curve, places[cell.Eta])];
            count = Math.Max(count, cell.Seeds);
        }
        return next with { CellSeeds = new SeedCounts(counts) };
    }
}
