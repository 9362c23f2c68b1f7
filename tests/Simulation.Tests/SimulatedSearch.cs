using Chaos.Actors.Analysis.Search;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Simulation.Tests;

/// <summary>Searches on items whose outcomes are made up, a function of η and seed alone; the decisions are the product's own.</summary>
internal static class SimulatedSearch
{
    /// <summary>A campaign that searches.</summary>
    public static CampaignSpec Of(CampaignSpec campaign, double width) => SearchGrid.Start(campaign with
    {
        Search = new SearchSpec { Width = width, Low = 1.5, High = 4 },
    });

    /// <summary>Its next round, or its end.</summary>
    public static CampaignSpec Next(CampaignSpec campaign)
    {
        var search = new OnsetSearch(campaign, new FlowRates(campaign));
        for (long item = 0; item < campaign.Grid.Items; item++)
        {
            var spec = campaign.Grid.Item(item);
            var onset = 2.5 + 0.3 * Math.Sin(spec.Seed);
            var growth = spec.LearningRate / onset;
            search.Add(0, new SearchedItem(spec.LearningRate, (int)spec.Seed, Math.Log(10) * growth * growth, (int)(100 * Math.Abs(growth - 1.2))));
        }
        return search.Next();
    }

    /// <summary>Its end, wherever it has come to.</summary>
    public static CampaignSpec End(CampaignSpec campaign)
    {
        campaign = SearchGrid.Start(campaign);
        while (campaign.IsSearching) campaign = Next(campaign);
        return campaign;
    }
}
