using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Pattern;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Coordinator.Api;
using Chaos.Actors.Coordinator.Persistence;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Coordinator.Hosting;

/// <summary>A process that is a coordinator of a cluster: <c>chaos coordinator</c>, and the container.</summary>
public static class CoordinatorProcess
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    /// <summary>Runs it until it is asked to stop; another coordinator of the cluster then takes over.</summary>
    /// <exception cref="SettingsException">The settings cannot be used.</exception>
    public static async Task RunAsync(IConfiguration configuration)
    {
        var settings = NodeSettings.Read(configuration, NodeKind.Coordinator);
        var builder = NodeHost.CreateBuilder(settings, configuration, (akka, services) =>
        {
            var storage = services.GetRequiredService<StorageService>();
            akka.AddChaosPersistence(storage.Database)
                .AddClusterCoordinator(storage.Store, new CoordinatorSettings
                {
                    Database = storage.Database,
                    ReopenBroken = true,
                    TracedItems = settings.TracedItems,
                    Log = services.GetRequiredService<ILoggerFactory>().CreateLogger<CoordinatorActor>(),
                })
                .WithActors((_, registry) => services.GetRequiredService<CoordinatorGate>().Open(registry.Get<CoordinatorKey>()));
        });
        builder.AddApi(settings);
        builder.Services.AddSingleton<StorageService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StorageService>());
        var app = builder.Build();
        if (settings.Cluster is { Coordinators: var number, Quorum: var quorum } && number % 2 == 0)
        {
            var log = app.Services.GetRequiredService<ILogger<CoordinatorActor>>();
            CoordinatorLog.EvenNumber(log, number, quorum, number - 1, number + 1);
        }
        app.MapApi();
        await app.RunNodeAsync();
    }

    /// <summary>
    /// Adds the coordinator as a singleton of the cluster, and the way to it. When it fails (say, its database is away) it is
    /// started again, each time after a longer pause.
    /// </summary>
    private static AkkaConfigurationBuilder AddClusterCoordinator(
        this AkkaConfigurationBuilder builder, ResultsStore store, CoordinatorSettings settings)
    {
        var coordinator = Props.Create(() => new CoordinatorActor(store, settings));
        var supervisor = BackoffSupervisor.Props(Backoff
            .OnStop(coordinator, "campaigns", FirstBackOff, LongestBackOff, randomFactor: 0.2, maxNrOfRetries: -1)
            .WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop)));
        return builder
            .WithSingleton<CoordinatorKey>(
                ClusterNames.Coordinator,
                (_, _, _) => supervisor,
                new ClusterSingletonOptions { Role = ClusterNames.CoordinatorRole },
                createProxyToo: false)
            .AddCoordinatorProxy(buffered: 1000);
    }
}
