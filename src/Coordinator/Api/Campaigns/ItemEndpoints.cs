using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Chaos.Actors.Coordinator.Api.Campaigns;

/// <summary>Work items and their series.</summary>
internal static class ItemEndpoints
{
    private const int UsualLimit = 100;
    private const int LargestLimit = 1000;
    private const int LargestPoints = 20_000;
    private static readonly string[] States = ["done", "running", "failed", "waiting"];

    /// <summary>Answers them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Items, ListAsync).Describe<ItemsDocument>("listItems", "Items by index: of one state or all, a page at a time.");
        routes.MapGet(ApiRoutes.Points, PointsAsync).Describe<PointsDocument>("listPoints", "Items by index, in short: what plots of many of them need.");
        routes.MapGet(ApiRoutes.Item, ItemAsync).Describe<ItemDocument>("getItem", "One item, with the series that are stored of it.");
        routes.MapGet(ApiRoutes.Series, SeriesAsync)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                // Of several types of one answer, it would show the last.
                foreach (var format in new[] { SeriesFormat.Raw, SeriesFormat.Arrow }) operation.Responses?["200"].Content?.Add(format, new OpenApiMediaType());
                return Task.CompletedTask;
            })
            .Produces<ProblemDocument>(StatusCodes.Status406NotAcceptable, EndpointDescription.Problem)
            .Describe<SeriesDocument>("getSeries", "A series of an item, as Accept says: JSON, little-endian float64 row by row, or an Arrow stream with a column for each row.");
    }

    private static async Task<IResult> ListAsync(
        string name, string? state, long? after, int? limit, CoordinatorGate gate, ResultsReader data, CancellationToken cancellation)
    {
        if (state is not null && !States.Contains(state)) throw ApiProblem.BadRequest($"state: found {state}, expected one of {string.Join(", ", States)}");
        if (limit is < 1 or > LargestLimit) throw ApiProblem.BadRequest($"limit: found {limit}, expected 1 to {LargestLimit}");
        if (after is < -1) throw ApiProblem.BadRequest($"after: found {after}, expected an item's index");
        var look = await gate.LookAsync(CampaignEndpoints.Id(name), cancellation);
        var page = await data.ReadAsync(store => new ItemPage(store, look).Read(state, (after ?? -1) + 1, limit ?? UsualLimit));
        return TypedResults.Ok(page);
    }

    private static async Task<IResult> PointsAsync(
        string name, long? after, int? limit, CoordinatorGate gate, ResultsReader data, CancellationToken cancellation)
    {
        if (limit is < 1 or > LargestPoints) throw ApiProblem.BadRequest($"limit: found {limit}, expected 1 to {LargestPoints}");
        if (after is < -1) throw ApiProblem.BadRequest($"after: found {after}, expected an item's index");
        var look = await gate.LookAsync(CampaignEndpoints.Id(name), cancellation);
        return TypedResults.Ok(await data.ReadAsync(store => new ItemPage(store, look).Points((after ?? -1) + 1, limit ?? LargestPoints)));
    }

    private static async Task<IResult> ItemAsync(string name, long item, CoordinatorGate gate, ResultsReader data, CancellationToken cancellation)
    {
        var look = await gate.LookAsync(CampaignEndpoints.Id(name), cancellation);
        if (item < 0 || item >= look.Spec.Grid.Items)
            throw ApiProblem.NotFound($"Campaign \"{name}\" has the items 0 to {look.Spec.Grid.Items - 1}, and no item {item}.");
        var document = await data.ReadAsync(store =>
        {
            var found = new ItemPage(store, look).Of(item);
            return found.State != "done" || store.Whole(look.Status.Campaign, new ItemIndex(item)) is not { } whole ? found : found with
            {
                Series = [.. whole.Series.All.Select(series => new ItemDocument.SeriesShape(series.Name, series.Rows.Length, series.Length))],
            };
        });
        return TypedResults.Ok(document);
    }

    private static async Task<IResult> SeriesAsync(string name, long item, string series, HttpRequest request, ResultsReader data)
    {
        var format = SeriesFormat.Of(request);
        var (spec, found) = await data.ReadAsync(name, (store, campaign) => (campaign.Spec, Find(store, campaign, item, series)));
        var headers = request.HttpContext.Response.Headers;
        headers.Vary = "Accept";
        switch (format)
        {
            case SeriesFormat.Raw:
                headers["Chaos-Shape"] = $"{found.Rows.Length},{found.Length}";
                return TypedResults.Bytes(SeriesFormat.ToRaw(found), format);
            case SeriesFormat.Arrow:
                return TypedResults.Bytes(SeriesFormat.ToArrow(spec.Grid.Item(item), found), format);
            default:
                return TypedResults.Ok(new SeriesDocument(name, item, series, found.Rows));
        }
    }

    private static NamedSeries Find(ResultsStore store, StoredCampaign campaign, long item, string series)
    {
        var result = store.Whole(campaign.Id, new ItemIndex(item))
            ?? throw ApiProblem.NotFound($"Item {item} of campaign \"{campaign.Spec.Name}\" has no result yet, or there is no such item.");
        return result.Series.All.FirstOrDefault(one => one.Name == series) ?? throw ApiProblem.NotFound(
            $"Item {item} has no series {series}; it has {string.Join(", ", result.Series.All.Select(one => one.Name))}.");
    }
}
