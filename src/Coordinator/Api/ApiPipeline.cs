using System.Threading.RateLimiting;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Coordinator.Api.Access;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Coordinator.Api;

/// <summary>What every request to the API passes: who asks, how often, what it may, and how an error is told.</summary>
internal static class ApiPipeline
{
    // Hundreds of readers may come back at once when a coordinator was restarted; a program that asks as fast as it can is slowed down.
    private const int Burst = 3000;
    private const int PerSecond = 300;

    /// <summary>Limits what one caller asks.</summary>
    public static void AddLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            Of(context).Name, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Burst,
                TokensPerPeriod = PerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
        limits.OnRejected = (rejected, _) => new ValueTask(ApiProblem.WriteAsync(rejected.HttpContext, new ApiProblem(
            ApiProblem.Of(StatusCodes.Status429TooManyRequests, $"More than {PerSecond} requests a second, for long, are too many. Ask again in a second.").Problem)
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        }));
    });

    /// <summary>Adds it, for addresses below /api alone.</summary>
    public static void UseApiPipeline(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
        api =>
        {
            var gatekeeper = app.Services.GetRequiredService<IGatekeeper>();
            var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Chaos.Api");
            api.Use(next => context =>
            {
                AddHeaders(context.Response.Headers);
                var caller = gatekeeper.Recognise(context);
                context.Features.Set(caller);
                // So that who may only look is not offered what they may not do.
                if (caller.Rights is { } rights) context.Response.Headers["Chaos-Rights"] = rights == TokenRights.Write ? "write" : "read";
                return AnswerAsync(context, next, log);
            });
            api.UseRateLimiter();
            api.Use(next => context => Of(context) switch
            {
                { Objection: { } objection } => throw objection,
                { Rights: TokenRights.Read } when !Gatekeeper.IsRead(context.Request) => throw ApiProblem.Of(
                    StatusCodes.Status403Forbidden, $"The token {Of(context).Name} may read and not change anything. `chaos token new NAME --write` makes one that may."),
                _ => next(context),
            });
        });

    private static Caller Of(HttpContext context) => context.Features.GetRequiredFeature<Caller>();

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next, ILogger log)
    {
        try
        {
            await next(context);
            // Routing says no more than a number.
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null } refused)
                await ApiProblem.WriteAsync(context, ApiProblem.Of(refused.StatusCode, Sentence(context)));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var problem = Translate(e);
            if (problem.Problem.Status == StatusCodes.Status500InternalServerError) ApiLog.Failed(log, e, context.Request.Method, context.Request.Path);
            context.Response.Headers.ContentType = default;
            await ApiProblem.WriteAsync(context, problem);
        }
        finally
        {
            if (!Gatekeeper.IsRead(context.Request))
            {
                var values = context.Request.RouteValues;
                ApiLog.Audit(
                    log, Of(context).Name, context.Request.Method, context.GetEndpoint()?.DisplayName ?? context.Request.Path,
                    (values.GetValueOrDefault("name") ?? values.GetValueOrDefault("node") ?? values.GetValueOrDefault("hash"))?.ToString() ?? "nothing", context.Response.StatusCode);
            }
        }
    }

    private static ApiProblem Translate(Exception error) => error switch
    {
        ApiProblem problem => problem,
        BadHttpRequestException bad => ApiProblem.BadRequest(bad.Message, bad.StatusCode),
        TaskDataException data => ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, data.Message),
        StorageException { IsTransient: true } away => ApiProblem.Unavailable(away.Message),
        StorageException { IsDamage: true } damaged => ApiProblem.Damaged(damaged.Message),
        StorageException broken => ApiProblem.Of(StatusCodes.Status500InternalServerError, broken.Message),
        CampaignFileException file => ApiProblem.Of(file, ""),
        _ => ApiProblem.Of(StatusCodes.Status500InternalServerError, "A defect of the program; the coordinator's log says more."),
    };

    private static string Sentence(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"There is no address {context.Request.Path}; docs/api.md lists them.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is nothing that can be asked of {context.Request.Path}.",
        StatusCodes.Status415UnsupportedMediaType => $"Found a body of type {context.Request.ContentType}, expected a campaign file: application/yaml.",
        _ => $"{context.Request.Method} {context.Request.Path} cannot be answered.",
    };

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
