using Chaos.Actors.Analysis.Search;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>What a campaign that searches does next, from what is stored of its items.</summary>
internal static class StoredSearch
{
    /// <summary>The campaign in its next round, or with its search ended.</summary>
    /// <param name="store">The database.</param>
    /// <param name="campaign">The campaign, all of whose items are there.</param>
    public static CampaignSpec Next(ResultsStore store, StoredCampaign campaign)
    {
        // What gradient flow does has to be known before the first series is read; it is in the columns beside them.
        var flow = new FlowRates(campaign.Spec);
        foreach (var row in store.Summaries(campaign.Id)) flow.Add(row.Item.Value, row.Summary.Lambda);
        var search = new OnsetSearch(campaign.Spec, flow);
        foreach (var result in store.Read(campaign.Id)) search.Add(result.Item.Value, result.Series);
        return search.Next();
    }
}
