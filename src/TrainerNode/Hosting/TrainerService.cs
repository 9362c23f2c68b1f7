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
internal sealed partial class TrainerService(
    NodeSettings settings, CoordinatorLine line, ClusterTasks tasks, ILoggerFactory logs)
    : IHostedLifecycleService, IDisposable
{
    // An epoch of the largest networks takes a while, and a cancelled item ends with its epoch.
    private static readonly TimeSpan TimeToGiveBack = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = logs.CreateLogger<TrainerService>();
    private readonly IHost _host = ActorHost.Build("trainer", logs, akka => akka
        .WithActors((system, registry) => registry.Register<CoordinatorKey>(
            system.ActorOf(Props.Create(() => new CoordinatorStandIn(line)), "coordinator")))
        .AddTrainer(new TrainerSettings
        {
            Node = settings.Node,
            Slots = settings.Compute.Slots,
            Nice = settings.Compute.Nice,
            Computation = new PairGroupComputation(tasks.Load),
            Log = logs.CreateLogger<TrainerActor>(),
            Checkpoints = settings.Compute.Checkpoints is { } folder
                ? new CheckpointSettings(folder, settings.Compute.CheckpointEvery) { Shared = settings.Compute.SharedCheckpoints }
                : null,
        }));

    private FileLock? _folder;

    private IActorRef Trainer => _host.Services.GetRequiredService<IReadOnlyActorRegistry>().Get<TrainerKey>();

    /// <summary>Starts it.</summary>
    /// <exception cref="SettingsException">Another trainer of this name works in the same folder.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _folder = TakeFolder();
        await _host.StartAsync(cancellationToken);
        var trainer = Trainer;
        line.ConnectTrainer(message => trainer.Tell(message));
    }

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

    public void Dispose() => _folder?.Dispose();

    // What one of them computes the other would take for left behind by a process that died, and the coordinator would count what it
    // gave one for the other.
    private FileLock? TakeFolder()
    {
        if (settings.Compute.Checkpoints is not { } folder) return null;
        var path = Path.Combine(folder, "trainer.lock");
        try
        {
            Directory.CreateDirectory(folder);
            return FileLock.Take(path) ?? throw new SettingsException([
                $"{KnownSettings.Name}: another process{(FileLock.Owner(path) is { } id ? $" ({id})" : "")} is the trainer "
                + $"{settings.Node} and keeps its checkpoints in {folder}; stop it, or give this one a name of its own"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // where nothing can be written, nobody is in each other's way
        }
    }

    private async Task<bool> DrainAsync(bool giveBackRunning, TimeSpan patience)
    {
        try
        {
            await Trainer.Ask<TrainerCommands.Drained>(new TrainerCommands.Drain(giveBackRunning), patience);
            return true;
        }
        catch (Exception e) when (e is AskTimeoutException or InvalidOperationException)
        {
            return false; // no time left, or no trainer
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
