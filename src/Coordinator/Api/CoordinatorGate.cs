using Akka.Actor;
using Chaos.Actors.Api;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;

namespace Chaos.Actors.Coordinator.Api;

/// <summary>
/// The way from HTTP to the active coordinator, wherever in the cluster it is. The node's actor system may be taken down and built again
/// meanwhile: each brings its own way.
/// </summary>
internal class CoordinatorGate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    private volatile IActorRef? _coordinator;

    /// <summary>This is the way from now on.</summary>
    public void Open(IActorRef coordinator) => _coordinator = coordinator;

    /// <summary>Asks.</summary>
    /// <exception cref="ApiProblem">It refused, or there is none.</exception>
    public virtual async Task<T> AskAsync<T>(object question, CancellationToken cancellation)
    {
        if (_coordinator is not { } coordinator) throw ApiProblem.Unavailable("This node has not joined the cluster yet. Ask again in a moment.");
        object answer;
        try
        {
            answer = await coordinator.Ask<object>(question, Patience, cancellation);
        }
        catch (AskTimeoutException)
        {
            throw ApiProblem.Unavailable(
                $"No coordinator of the cluster has answered within {Patience.TotalSeconds:0} s: none is active yet, or its database is slow. "
                + "Ask again; the coordinators' logs and their /health/ready say more.");
        }
        return answer switch
        {
            T wanted => wanted,
            CampaignReplies.Refused(var campaign, RefusalKind.DifferentSpec, var reason) when question is CampaignCommands.Submit submit =>
                throw ApiProblem.Of(RefusalKind.DifferentSpec, reason, await DifferencesAsync(campaign, submit.Spec, cancellation)),
            CampaignReplies.Refused(_, var kind, var reason) => throw ApiProblem.Of(kind, reason),
            NodeReplies.Refused(_, var kind, var reason) => throw ApiProblem.Of(kind, reason),
            _ => throw new InvalidOperationException($"{question.GetType().Name} was answered with {answer.GetType().Name}."),
        };
    }

    /// <summary>A campaign and where it stands, of one moment.</summary>
    public Task<CampaignLook> LookAsync(CampaignId campaign, CancellationToken cancellation) => CampaignLook.TakeAsync(
        null,
        () => AskAsync<CampaignQueries.Description>(new CampaignQueries.GetCampaign(campaign), cancellation),
        () => StatusAsync(campaign, cancellation));

    /// <summary>Where a campaign stands.</summary>
    public Task<CampaignStatus> StatusAsync(CampaignId campaign, CancellationToken cancellation) =>
        AskAsync<CampaignStatus>(new CampaignQueries.GetStatus(campaign), cancellation);

    /// <summary>Every campaign with where it stands, in order of submission, and who is excluded.</summary>
    public async Task<(IReadOnlyList<CampaignStatus> Campaigns, IReadOnlyList<NodeId> Excluded)> ListAsync(CancellationToken cancellation)
    {
        var list = await AskAsync<CampaignQueries.CampaignList>(new CampaignQueries.ListCampaigns(), cancellation);
        var campaigns = new List<CampaignStatus>();
        foreach (var campaign in list.Campaigns)
        {
            try
            {
                campaigns.Add(await StatusAsync(campaign, cancellation));
            }
            catch (ApiProblem gone) when (gone.Problem.Status == Microsoft.AspNetCore.Http.StatusCodes.Status404NotFound)
            {
                // Deleted between the two questions.
            }
        }
        return (campaigns, list.Excluded);
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync(CampaignId campaign, CampaignSpec here, CancellationToken cancellation) =>
        SpecDifferences.Between((await AskAsync<CampaignQueries.Description>(new CampaignQueries.GetCampaign(campaign), cancellation)).Spec, here);
}
