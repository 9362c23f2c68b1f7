using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;

namespace Chaos.Actors.Coordinator.Api;

/// <summary>Answers for a coordinator from what is stored, where none is: of whoever only looks at a folder or a file.</summary>
/// <param name="store">The database.</param>
/// <param name="status">Where a campaign in it stands.</param>
internal sealed class StoredGate(ResultsStore store, Func<StoredCampaign, CampaignStatus> status) : CoordinatorGate
{
    /// <inheritdoc/>
    public override Task<T> AskAsync<T>(object question, CancellationToken cancellation)
    {
        object answer = question switch
        {
            CampaignQueries.ListCampaigns => new CampaignQueries.CampaignList([.. store.Campaigns().Select(campaign => campaign.Id)]),
            CampaignQueries.GetCampaign(var id) => Describe(Find(id)),
            CampaignQueries.GetStatus(var id) => status(Find(id)),
            NodeQueries.ListNodes => new NodeQueries.NodeList([]),
            _ => throw ApiProblem.WrongState("These results are only looked at here, and nothing of them is changed."),
        };
        return Task.FromResult((T)answer);
    }

    private static CampaignQueries.Description Describe(StoredCampaign campaign) => new(campaign.Spec, campaign.TaskContents, campaign.NumericsVersion);

    private StoredCampaign Find(CampaignId id) => ResultsReader.Find(store, id.Value);
}
