using Chaos.Actors.Api;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Coordinator.Api.Access;
using Chaos.Actors.Coordinator.Api.Analyses;
using Chaos.Actors.Coordinator.Api.Campaigns;
using Chaos.Actors.Coordinator.Api.Data;
using Chaos.Actors.Coordinator.Api.Events;
using Chaos.Actors.Coordinator.Api.Nodes;
using Chaos.Actors.Coordinator.Hosting;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages.Campaigns;
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
        services.AddSingleton<IGatekeeper, Gatekeeper>();
        services.AddSingleton<CoordinatorGate>();
        services.AddSingleton(provider => new ResultsReader(() => provider.GetRequiredService<StorageService>().Store, provider.GetRequiredService<ApiThreads>()));
        services.AddSingleton(provider => new DataStore(provider.GetRequiredService<StorageService>().Database, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SubmittedFiles>();
        services.AddAnswers();
        services.AddOpenApi(document =>
        {
            document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            document.AddDocumentTransformer<ApiDescription>();
            document.AddSchemaTransformer<ApiDescription>();
        });
    }

    /// <summary>Adds what answers whoever only looks, from results that no coordinator here works on.</summary>
    public static void AddReadOnlyApi(this WebApplicationBuilder builder, ResultsStore store, Func<StoredCampaign, CampaignStatus> status)
    {
        var services = builder.Services;
        services.AddSingleton<IGatekeeper, LocalReaders>();
        services.AddSingleton<CoordinatorGate>(new StoredGate(store, status));
        services.AddSingleton(provider => new ResultsReader(() => store, provider.GetRequiredService<ApiThreads>()));
        services.AddAnswers();
    }

    private static void AddAnswers(this IServiceCollection services)
    {
        services.AddSingleton<ApiThreads>();
        services.AddSingleton<CampaignAnalyses>();
        services.AddSingleton<EventHub>();
        services.AddLimits();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = MostBytes);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
    }

    /// <summary>Answers what asks for no coordinator's own: everything but to begin, extend and remove campaigns, users' data files, and the description.</summary>
    public static void MapReadOnlyApi(this WebApplication app)
    {
        app.UseApiPipeline();
        CampaignEndpoints.Map(app);
        ItemEndpoints.Map(app);
        ResultEndpoints.Map(app);
        EventEndpoints.Map(app);
        NodeEndpoints.Map(app);
        DashboardEndpoint.Map(app);
    }

    /// <summary>Answers it.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.MapReadOnlyApi();
        CampaignEndpoints.MapSubmission(app);
        DataEndpoints.Map(app);
        app.MapOpenApi(ApiRoutes.OpenApi);
    }
}
