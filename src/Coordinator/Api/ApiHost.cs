using Chaos.Actors.Api;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Coordinator.Api.Access;
using Chaos.Actors.Coordinator.Api.Campaigns;
using Chaos.Actors.Coordinator.Api.Data;
using Chaos.Actors.Coordinator.Api.Events;
using Chaos.Actors.Coordinator.Api.Nodes;
using Chaos.Actors.Coordinator.Api.Analyses;
using Chaos.Actors.Coordinator.Hosting;
using Chaos.Actors.Coordinator.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;

namespace Chaos.Actors.Coordinator.Api;

/// <summary>The HTTP API of a coordinator node, active or not (docs/api.md).</summary>
internal static class ApiHost
{
    private const long MostBytes = 2 << 20;

    /// <summary>Adds what answers it.</summary>
    public static void AddApi(this WebApplicationBuilder builder, NodeSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(new TokenFile(settings.Tokens));
        services.AddSingleton<Gatekeeper>();
        services.AddSingleton<CoordinatorGate>();
        services.AddSingleton<ApiThreads>();
        services.AddSingleton<ResultsReader>();
        services.AddSingleton(provider => new DataStore(provider.GetRequiredService<StorageService>().Database, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SubmittedFiles>();
        services.AddSingleton<CampaignAnalyses>();
        services.AddSingleton<EventHub>();
        services.AddLimits();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = MostBytes);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddOpenApi(document =>
        {
            document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            document.AddDocumentTransformer<ApiDescription>();
            document.AddSchemaTransformer<ApiDescription>();
        });
    }

    /// <summary>Answers it.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.UseApiPipeline();
        CampaignEndpoints.Map(app);
        ItemEndpoints.Map(app);
        ResultEndpoints.Map(app);
        EventEndpoints.Map(app);
        NodeEndpoints.Map(app);
        DataEndpoints.Map(app);
        DashboardEndpoint.Map(app);
        app.MapOpenApi(ApiRoutes.OpenApi);
    }
}
