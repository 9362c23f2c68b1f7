using Chaos.Actors.Api.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chaos.Actors.Coordinator.Api;

/// <summary>What the OpenAPI document says of a route.</summary>
internal static class EndpointDescription
{
    /// <summary>The type of an answer that says why there is none.</summary>
    public const string Problem = "application/problem+json";

    /// <summary>A route that answers with a document.</summary>
    public static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder route, string name, string summary, params ReadOnlySpan<int> more)
    {
        route.Produces<T>();
        foreach (var status in more) route.Produces<T>(status);
        return route.Named(name, summary);
    }

    /// <summary>A route that answers with nothing, or with a file of some type.</summary>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder route, string name, string summary, int status = StatusCodes.Status200OK, params string[] types)
    {
        if (types.Length == 0) route.Produces(status);
        else route.Produces<Stream>(status, types[0], types[1..]);
        return route.Named(name, summary);
    }

    private static RouteHandlerBuilder Named(this RouteHandlerBuilder route, string name, string summary) => route
        .WithName(name)
        .WithDisplayName(name)
        .WithSummary(summary)
        .Produces<ProblemDocument>(StatusCodes.Status400BadRequest, Problem)
        .Produces<ProblemDocument>(StatusCodes.Status401Unauthorized, Problem)
        .Produces<ProblemDocument>(StatusCodes.Status404NotFound, Problem)
        .Produces<ProblemDocument>(StatusCodes.Status503ServiceUnavailable, Problem);
}
