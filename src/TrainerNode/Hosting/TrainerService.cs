using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;
using Chaos.Actors.TrainerNode.Checkpoints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.TrainerNode.Hosting;

/// <summary>The trainer of a node: there before the node joins the cluster, drained before it leaves.</summary>
internal sealed partial class TrainerService(NodeSettings settings, ILoggerFactory logs) : IHostedLifecycleService
{
    // An epoch of the largest networks takes a while, and a cancelled item ends with its epoch.
    private static readonly TimeSpan TimeToGiveBack = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = logs.CreateLogger<TrainerService>();
    private readonly IHost _host = ActorHost.Build("trainer", logs, akka => akka
        // Until the node is in the cluster there is nobody to work for.
        .WithActors((system, registry) => registry.Register<CoordinatorKey>(system.DeadLetters))
        .AddTrainer(new TrainerSettings
        {
            Node = settings.Node,
            Slots = settings.Compute.Slots,
            Nice = settings.Compute.Nice,
            Log = logs.CreateLogger<TrainerActor>(),
            Checkpoints = settings.Compute.Checkpoints is { } folder
                ? new CheckpointSettings(folder, settings.Compute.CheckpointEvery)
                : null,
        }));

    /// <summary>The trainer.</summary>
    public IActorRef Trainer => _host.Services.GetRequiredService<IReadOnlyActorRegistry>().Get<TrainerKey>();

    public Task StartingAsync(CancellationToken cancellationToken) => _host.StartAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        LogDraining(settings.Compute.DrainTime);
        if (await DrainAsync(giveBackRunning: false, settings.Compute.DrainTime)) LogDrained();
        else if (await DrainAsync(giveBackRunning: true, TimeToGiveBack)) LogGivenBack();
        else LogAbandoned();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => _host.EndAsync(TimeToEnd);

    private async Task<bool> DrainAsync(bool giveBackRunning, TimeSpan patience)
    {
        try
        {
            await Trainer.Ask<TrainerCommands.Drained>(new TrainerCommands.Drain(giveBackRunning), patience);
            return true;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    [LoggerMessage(201, LogLevel.Information, "Draining: no new items, running ones have {Time} to finish.")]
    private partial void LogDraining(TimeSpan time);

    [LoggerMessage(202, LogLevel.Information, "Drained: every item is finished and acknowledged.")]
    private partial void LogDrained();

    [LoggerMessage(203, LogLevel.Information, "Drained: what could not be finished is given back.")]
    private partial void LogGivenBack();

    [LoggerMessage(204, LogLevel.Warning, "Not everything could be handed over; it will be computed again.")]
    private partial void LogAbandoned();
}
