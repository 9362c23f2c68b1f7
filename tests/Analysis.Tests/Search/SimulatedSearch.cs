using Chaos.Actors.Analysis.Search;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Tests.Search;

/// <summary>A campaign that searches, played to its end with items whose outcomes are drawn: the search itself is the product's own.</summary>
internal sealed record SimulatedSearch(CampaignSpec Campaign, IReadOnlyList<SearchedItem> Items)
{
    private const int MostRounds = 200;

    /// <summary>The campaign in each round.</summary>
    public List<CampaignSpec> Rounds { get; } = [];

    public SearchSpec Search => Campaign.Search!;

    public static CampaignSpec Of(SearchSpec search, int seeds) => SearchGrid.Start(
        Cells.Campaigns.Of([search.Low, search.High], seeds, [0.8]) with { Tangents = 1, Search = search });

    /// <summary>Plays it.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="outcome">What an item of that η and seed says: always the same.</param>
    public static SimulatedSearch Play(CampaignSpec campaign, Func<double, int, SearchedItem> outcome)
    {
        var rounds = new List<CampaignSpec>();
        while (true)
        {
            rounds.Add(campaign);
            Assert.InRange(rounds.Count, 1, MostRounds);
            var search = new OnsetSearch(campaign, new FlowRates(campaign));
            List<SearchedItem> items = [];
            for (long item = 0; item < campaign.Grid.Items; item++)
            {
                var (cell, seed) = campaign.Grid.Locate(item);
                items.Add(outcome(campaign.Grid.Cell(cell).LearningRate, seed));
                search.Add(0, items[^1]);
            }
            var next = search.Next();
            Assert.NotEqual(campaign, next);
            if (next.IsSearching) Assert.True(next.Grid.Items > campaign.Grid.Items);
            campaign = next;
            if (!campaign.IsSearching)
            {
                var end = new SimulatedSearch(campaign, items);
                end.Rounds.AddRange(rounds);
                return end;
            }
        }
    }

    /// <summary>η_c as the verdict gives it.</summary>
    public LogisticOnset Onset() => LogisticOnset.Fit(State().Onsets(), Campaign.LearningRates);

    public CurveState State() => new(
        Campaign, Campaign.LearningRates.Select((rate, cell) => (rate, Campaign.CellSeeds![cell])), Items);
}
