using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Cli.Embedded;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>A cluster, asked over the line of its own nodes: what <see cref="HttpCluster"/> is to replace.</summary>
internal sealed class AkkaCluster(ClusterClient client) : ICluster
{
    public async Task<ListDocument> ListAsync(CancellationToken cancellation)
    {
        var list = await client.AskAsync<CampaignQueries.CampaignList>(new CampaignQueries.ListCampaigns(), cancellation);
        var campaigns = new List<CampaignEntry>();
        foreach (var id in list.Campaigns)
            campaigns.Add(CampaignEntry.Of(await client.AskAsync<CampaignStatus>(new CampaignQueries.GetStatus(id), cancellation)));
        return new ListDocument([.. list.Excluded.Select(node => node.Value)], campaigns);
    }

    public Task<CampaignLook> LookAsync(CampaignId campaign, CampaignSpec? known, CancellationToken cancellation) =>
        client.LookAsync(campaign, known, cancellation);

    public async Task<SubmittedDocument> SubmitAsync(CampaignDocument document, int? priority, int? seeds, CancellationToken cancellation)
    {
        var campaign = document.Campaign;
        if (seeds is { } number) campaign = SearchGrid.Start(campaign with { Seeds = number });
        var contents = Preflight.Check(campaign, slots: 1, document).Contents;
        var accepted = await client.AskAsync<CampaignReplies.Accepted>(
            new CampaignCommands.Submit(campaign, contents, NumericsVersion.Current, priority), cancellation);
        var outcome = !accepted.Existing ? "submitted" : accepted.Here is null ? "continues" : "extended";
        return new SubmittedDocument(campaign.Name, outcome, campaign.Grid.Items, accepted.Here, []);
    }

    public Task TellAsync(CampaignId campaign, OwnerWish wish, CancellationToken cancellation) => client.AskAsync<CampaignReplies.Accepted>(
        wish switch
        {
            OwnerWish.Pause => new CampaignCommands.Pause(campaign),
            OwnerWish.Resume => new CampaignCommands.Resume(campaign),
            OwnerWish.Cancel => new CampaignCommands.Cancel(campaign),
            _ => new CampaignCommands.Retry(campaign),
        },
        cancellation);

    public async Task<ExclusionDocument> ExcludeAsync(string node, bool dryRun, CancellationToken cancellation)
    {
        if (dryRun) return new ExclusionDocument(node, true, true, true, []);
        var accepted = await client.AskAsync<NodeReplies.Accepted>(new NodeCommands.Exclude(new NodeId(node)), cancellation);
        return new ExclusionDocument(node, true, false, accepted.AtWork, []);
    }

    public async Task<ExclusionDocument> IncludeAsync(string node, CancellationToken cancellation)
    {
        var accepted = await client.AskAsync<NodeReplies.Accepted>(new NodeCommands.Include(new NodeId(node)), cancellation);
        return new ExclusionDocument(node, false, false, accepted.AtWork, []);
    }

    public Task<NodesDocument> NodesAsync(CancellationToken cancellation) =>
        throw new UserError("nodes are listed by a coordinator's HTTP: say where that is with --server, such as http://127.0.0.1:4080");

    public Task<IReadOnlyList<string>> VerdictAsync(CampaignId campaign, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task ChangeAsync(CampaignId campaign, TimeSpan atMost, CancellationToken cancellation) => Task.Delay(atMost, TimeProvider.System, cancellation);

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
