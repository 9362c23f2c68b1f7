using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Chaos.Actors.TrainerNode.Hosting;

/// <summary>A process that is a trainer of a cluster: <c>chaos trainer</c>, and the container.</summary>
public static class TrainerProcess
{
    /// <summary>Runs it until it is asked to stop and drained.</summary>
    /// <exception cref="SettingsException">The settings cannot be used.</exception>
    public static async Task RunAsync(IConfiguration configuration)
    {
        var settings = NodeSettings.Read(configuration, NodeKind.Trainer);
        var builder = NodeHost.CreateBuilder(settings, configuration, (akka, services) => akka
            // What a trainer says is soon said again, and older words would only mislead a new coordinator.
            .AddCoordinatorProxy(buffered: 0)
            .WithActors((system, registry) =>
            {
                var line = services.GetRequiredService<CoordinatorLine>();
                var coordinator = registry.Get<CoordinatorKey>();
                system.ActorOf(Props.Create(() => new CoordinatorLink(line, coordinator)), "link");
            }));
        builder.Services.AddSingleton<CoordinatorLine>();
        builder.Services.AddSingleton<CoordinatorData>();
        builder.Services.AddSingleton(services => new DataObjects(
            Path.Combine(settings.Data, "objects"), services.GetRequiredService<CoordinatorData>()));
        builder.Services.AddSingleton<ClusterTasks>();
        builder.Services.AddSingleton<TrainerService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TrainerService>());
        await builder.Build().RunNodeAsync();
    }
}
