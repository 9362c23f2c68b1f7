using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Chaos.Actors.Coordinator.Api.Campaigns;

/// <summary>Campaigns: which there are, where they stand, and what their owners want of them.</summary>
internal static class CampaignEndpoints
{
    private const int LargestPriority = 1000;

    /// <summary>Answers them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Campaigns, ListAsync).Describe<ListDocument>("listCampaigns", "The campaigns, in order of submission.");
        routes.MapGet(ApiRoutes.Campaign, StatusAsync).Describe<StatusDocument>("getCampaign", "Where a campaign stands, cell by cell.");
        routes.MapGet(ApiRoutes.Specification, SpecificationAsync)
            .Describe<object>("getSpecification", "The specification, as the column spec of the results database has it.");
        Tell(ApiRoutes.Pause, "pauseCampaign", "Gives out no further items; running ones finish.", id => new CampaignCommands.Pause(id));
        Tell(ApiRoutes.Resume, "resumeCampaign", "Continues a paused, failed or cancelled campaign.", id => new CampaignCommands.Resume(id));
        Tell(ApiRoutes.Cancel, "cancelCampaign", "Ends a campaign; its finished items are kept.", id => new CampaignCommands.Cancel(id));
        Tell(ApiRoutes.Retry, "retryCampaign", "Tries every failed item again.", id => new CampaignCommands.Retry(id));

        void Tell(string route, string operation, string summary, Func<CampaignId, ICampaignMessage> wish) => routes
            .MapPost(route, (string name, CoordinatorGate gate, CancellationToken cancellation) => TellAsync(wish(Id(name)), gate, cancellation))
            .Describe<StatusDocument>(operation, summary);
    }

    /// <summary>Answers what begins, extends or removes campaigns.</summary>
    public static void MapSubmission(IEndpointRouteBuilder routes)
    {
        routes.MapPut(ApiRoutes.Campaign, SubmitAsync)
            .Accepts<string>("application/yaml", "text/yaml", "text/x-yaml", "application/x-yaml", "text/plain", "application/octet-stream", "application/x-www-form-urlencoded")
            .Describe<SubmittedDocument>("putCampaign", "Begins the campaign of a campaign file, continues it, or extends it.", StatusCodes.Status201Created);
        routes.MapPost(ApiRoutes.Extend, ExtendAsync).Describe<SubmittedDocument>(
            "extendCampaign", "Extends a campaign as it is: to so many seeds, or by further η for the seeds that it has.");
        routes.MapDelete(ApiRoutes.Campaign, DeleteAsync).Describe("deleteCampaign", "Removes a campaign that is over, with its results.", StatusCodes.Status204NoContent);
    }

    /// <summary>The campaign that an address names.</summary>
    /// <exception cref="ApiProblem">No campaign can have that name.</exception>
    public static CampaignId Id(string name) => CampaignLimits.IsName(name) ? new CampaignId(name) : throw ResultsReader.Unknown(name);

    private static async Task<IResult> ListAsync(CoordinatorGate gate, CancellationToken cancellation)
    {
        var (campaigns, excluded) = await gate.ListAsync(cancellation);
        return TypedResults.Ok(new ListDocument([.. excluded.Select(node => node.Value)], [.. campaigns.Select(CampaignEntry.Of)]));
    }

    private static async Task<IResult> StatusAsync(string name, CoordinatorGate gate, CancellationToken cancellation)
    {
        var (campaign, status) = await gate.LookAsync(Id(name), cancellation);
        return TypedResults.Ok(StatusDocument.Of(campaign, status));
    }

    private static async Task<IResult> SpecificationAsync(string name, CoordinatorGate gate, CancellationToken cancellation)
    {
        var (campaign, _) = await gate.LookAsync(Id(name), cancellation);
        return TypedResults.Text(CampaignSpecJson.Write(campaign), "application/json");
    }

    private static async Task<IResult> SubmitAsync(
        string name, int? priority, int? seeds, HttpRequest request, CoordinatorGate gate, SubmittedFiles files, CancellationToken cancellation)
    {
        if (!CampaignLimits.IsName(name))
            throw ApiProblem.BadRequest($"found the name {name}, expected 1 to {CampaignLimits.NameLength} letters, digits, '-', '_' or '.', starting with a letter or digit");
        if (priority is < -LargestPriority or > LargestPriority)
            throw ApiProblem.BadRequest($"priority: found {priority}, expected {-LargestPriority} to {LargestPriority}");
        if (seeds is < 1) throw ApiProblem.BadRequest($"seeds: found {seeds}, expected at least 1");
        var (submit, warnings) = await files.ReadAsync(name, await BodyAsync(request, cancellation), priority, seeds, cancellation);
        var accepted = await gate.AskAsync<CampaignReplies.Accepted>(submit, cancellation);
        var outcome = !accepted.Existing ? "submitted" : accepted.Here is null ? "continues" : "extended";
        var document = new SubmittedDocument(name, outcome, submit.Spec.Grid.Items, accepted.Here, warnings);
        return accepted.Existing ? TypedResults.Ok(document) : TypedResults.Created(ApiRoutes.For(ApiRoutes.Campaign, name), document);
    }

    private static async Task<IResult> ExtendAsync(
        string name, int? seeds, [FromQuery] double[]? eta, CoordinatorGate gate, SubmittedFiles files, CancellationToken cancellation)
    {
        double[] etas = eta ?? [];
        if (seeds is null && etas.Length == 0) throw ApiProblem.BadRequest("Found neither seeds nor eta, expected one of them: by what the campaign is to be extended.");
        if (etas.FirstOrDefault(rate => !(rate > 0 && double.IsFinite(rate)), 1) is var wrong && wrong != 1) throw ApiProblem.BadRequest($"eta: found {wrong}, expected a number greater than 0");
        var (campaign, _) = await gate.LookAsync(Id(name), cancellation);
        if (campaign.Search is not null) throw ApiProblem.WrongState($"Campaign \"{name}\" searches, and chooses seeds and η itself.");
        if (seeds < campaign.Seeds) throw ApiProblem.BadRequest($"seeds: found {seeds}, expected at least {campaign.Seeds}, which the campaign has");
        var more = campaign with { Seeds = seeds ?? campaign.Seeds, LearningRates = [.. campaign.LearningRates.Union(etas).Order()] };
        var (submit, warnings) = await files.ExtendAsync(more, cancellation);
        var accepted = await gate.AskAsync<CampaignReplies.Accepted>(submit, cancellation);
        return TypedResults.Ok(new SubmittedDocument(name, accepted.Here is null ? "continues" : "extended", more.Grid.Items, accepted.Here, warnings));
    }

    private static async Task<IResult> TellAsync(ICampaignMessage wish, CoordinatorGate gate, CancellationToken cancellation)
    {
        await gate.AskAsync<CampaignReplies.Accepted>(wish, cancellation);
        var (campaign, status) = await gate.LookAsync(wish.Campaign, cancellation);
        return TypedResults.Ok(StatusDocument.Of(campaign, status));
    }

    private static async Task<IResult> DeleteAsync(string name, CoordinatorGate gate, CancellationToken cancellation)
    {
        await gate.AskAsync<CampaignReplies.Accepted>(new CampaignCommands.Delete(Id(name)), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        var bytes = new byte[CampaignFile.MaximumBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        if (length > CampaignFile.MaximumBytes)
            throw ApiProblem.BadRequest("The body is larger than 1 MB, expected a campaign file of a few lines.", StatusCodes.Status413PayloadTooLarge);
        return bytes.AsMemory(0, length);
    }
}
