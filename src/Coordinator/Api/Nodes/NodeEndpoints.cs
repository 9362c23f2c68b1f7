using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chaos.Actors.Coordinator.Api.Nodes;

/// <summary>Trainers: which there are, what they do, and whether they are trusted.</summary>
internal static class NodeEndpoints
{
    /// <summary>Answers them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Nodes, ListAsync).Describe<NodesDocument>("listNodes", "The trainers, with what they hold and how fast they are.");
        routes.MapPost(ApiRoutes.Exclude, ExcludeAsync).Describe<ExclusionDocument>(
            "excludeNode", "Trusts a trainer no longer and discards what it computed; with dryRun=true says what that would be.");
        routes.MapPost(ApiRoutes.Include, IncludeAsync).Describe<ExclusionDocument>("includeNode", "Trusts a trainer again.");
    }

    private static async Task<IResult> ListAsync(CoordinatorGate gate, CancellationToken cancellation)
    {
        var (reports, excluded) = await LookAsync(gate, cancellation);
        var away = excluded.Except(reports.Select(report => report.Node))
            .Select(node => new NodesDocument.Node(node.Value, "away", true, 0, 0, null, 0, 0, []));
        return TypedResults.Ok(new NodesDocument(
            [.. reports.Select(report => Node(report, excluded.Contains(report.Node))).Concat(away).OrderBy(node => node.Name, StringComparer.Ordinal)]));
    }

    private static async Task<IResult> ExcludeAsync(string node, bool? dryRun, CoordinatorGate gate, ResultsReader data, CancellationToken cancellation)
    {
        var (id, atWork, losses, excluded) = await FindAsync(node, gate, data, cancellation);
        if (dryRun == true) return TypedResults.Ok(new ExclusionDocument(node, true, true, atWork, losses));
        var accepted = await gate.AskAsync<NodeReplies.Accepted>(new NodeCommands.Exclude(id), cancellation);
        // Of one that was excluded before, nothing more is lost.
        return TypedResults.Ok(new ExclusionDocument(node, true, false, accepted.AtWork, excluded ? [] : losses));
    }

    private static async Task<IResult> IncludeAsync(string node, CoordinatorGate gate, ResultsReader data, CancellationToken cancellation)
    {
        var (id, _, _, _) = await FindAsync(node, gate, data, cancellation);
        var accepted = await gate.AskAsync<NodeReplies.Accepted>(new NodeCommands.Include(id), cancellation);
        return TypedResults.Ok(new ExclusionDocument(node, false, false, accepted.AtWork, []));
    }

    // A name that nobody ever had is a mistake: whoever meant another node would believe that it is excluded.
    private static async Task<(NodeId Id, bool AtWork, IReadOnlyList<ExclusionDocument.Loss> Losses, bool Excluded)> FindAsync(
        string node, CoordinatorGate gate, ResultsReader data, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(node) || node.Length > 200) throw Unknown(node, []);
        var id = new NodeId(node);
        var (reports, excluded) = await LookAsync(gate, cancellation);
        var losses = await data.ReadAsync(store => store.ComputedBy(id));
        var atWork = reports.Any(report => report.Node == id);
        if (!atWork && losses.Count == 0 && !excluded.Contains(id)) throw Unknown(node, reports);
        return (id, atWork, [.. losses.Select(loss => new ExclusionDocument.Loss(loss.Campaign.Value, loss.Items, loss.Seconds))], excluded.Contains(id));
    }

    private static ApiProblem Unknown(string node, IReadOnlyList<NodeReport> reports) => ApiProblem.NotFound(
        $"No node {node} is at work, has computed a result, or is excluded. "
        + (reports.Count == 0 ? "No trainer is at work." : $"At work are {string.Join(", ", reports.Select(report => report.Node))}."));

    private static async Task<(IReadOnlyList<NodeReport> Reports, IReadOnlyList<NodeId> Excluded)> LookAsync(
        CoordinatorGate gate, CancellationToken cancellation)
    {
        var nodes = await gate.AskAsync<NodeQueries.NodeList>(new NodeQueries.ListNodes(), cancellation);
        var list = await gate.AskAsync<CampaignQueries.CampaignList>(new CampaignQueries.ListCampaigns(), cancellation);
        return (nodes.Nodes, list.Excluded);
    }

    private static NodesDocument.Node Node(NodeReport report, bool excluded) => new(
        report.Node.Value,
        report.Slots == 0 ? "draining" : "at work",
        excluded,
        report.Slots,
        report.Free,
        report.Silence.TotalSeconds,
        report.EpochsPerSecond,
        report.NumericsVersion,
        [.. report.Held.Select(held => new NodesDocument.HeldItem(
            held.Campaign.Value, held.Item.Value, held.Phase.ToString().ToLowerInvariant(), held.Epochs))]);
}
