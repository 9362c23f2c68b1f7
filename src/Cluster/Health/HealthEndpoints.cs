using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Chaos.Actors.Cluster.Health;

/// <summary>
/// <c>/health/live</c> and <c>/health/ready</c>: 200 or 503 and a line for people. They say nothing secret, so that they are
/// answered without a token wherever HTTP is bound.
/// </summary>
public static class HealthEndpoints
{
    /// <summary>Answers probes.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.ServiceProvider.GetRequiredService<NodeHealth>();
        endpoints.MapGet("/health/live", context => AnswerAsync(context, health.IsLive, health.Description));
        endpoints.MapGet("/health/ready", context => AnswerAsync(context, health.IsReady, health.Description));
    }

    private static Task AnswerAsync(HttpContext context, bool good, string description)
    {
        context.Response.StatusCode = good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(description + "\n");
    }
}
