using Chaos.Actors.Analysis.Reports;
using Chaos.Actors.Coordinator.Api.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chaos.Actors.Coordinator.Api;

/// <summary>The dashboard at <c>/</c>: one page, which asks the API as any other client does. There is nothing in it that a token would guard.</summary>
internal static class DashboardEndpoint
{
    /// <summary>Answers it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", Answer).ExcludeFromDescription();

    private static IResult Answer(HttpContext context, IGatekeeper gatekeeper)
    {
        // Where a token would be read on the way, or another page would be shown ours, nobody is asked for one.
        if (gatekeeper.Recognise(context).Objection is { Problem: { Status: StatusCodes.Status403Forbidden, Detail: var reason } })
            return TypedResults.Text(reason, statusCode: StatusCodes.Status403Forbidden);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = DashboardPage.Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
        return TypedResults.Text(DashboardPage.Html, "text/html", System.Text.Encoding.UTF8);
    }
}
