using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Coordinator;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Persistence;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.TrainerNode.Tests;

/// <summary>Coordinator and trainer in one process on a real database: what <c>chaos run</c> is made of.</summary>
internal sealed class EmbeddedNode : IAsyncDisposable
{
    private readonly IHost _host;

    private EmbeddedNode(IHost host) => _host = host;

    public IActorRef Coordinator => _host.Services.GetRequiredService<IRequiredActor<CoordinatorKey>>().ActorRef;

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public static async Task<EmbeddedNode> StartAsync(
        Database database, IItemComputation computation, int slots = 2, DispatchSettings? dispatch = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddAkka("chaos", akka => akka
            .ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
            })
            .AddChaosSerialization()
            .AddChaosPersistence(database)
            .AddCoordinator(new CoordinatorSettings
            {
                Database = database,
                Dispatch = dispatch ?? new DispatchSettings(),
                SnapshotEvery = 50,
            })
            .AddTrainer(new TrainerSettings { Node = new NodeId("here"), Slots = slots, Computation = computation }));
        var host = builder.Build();
        await host.StartAsync();
        return new EmbeddedNode(host);
    }

    public Task<object> AskAsync(object message) =>
        Coordinator.Ask(message, TimeSpan.FromSeconds(30));

    public async Task<CampaignStatus> StatusAsync(CampaignId campaign) =>
        (CampaignStatus)await AskAsync(new CampaignQueries.GetStatus(campaign));

    /// <summary>The next notice about the campaign.</summary>
    public Task<object> NoticeAsync(CampaignId campaign) =>
        Coordinator.Ask(new CampaignCommands.Subscribe(campaign), TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
