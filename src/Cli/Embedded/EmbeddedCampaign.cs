using Chaos.Actors.Api;
using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Coordinator;
using Chaos.Actors.Coordinator.Persistence;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Serialization;
using Chaos.Actors.Messages.Trainers;
using Chaos.Actors.TrainerNode;
using Chaos.Actors.TrainerNode.Checkpoints;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Cli.Embedded;

/// <summary>A coordinator and a trainer in this process, working on one campaign in one folder.</summary>
internal sealed class EmbeddedCampaign : IAsyncDisposable
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly ILoggerFactory _log;
    private readonly IHost _host;
    private readonly CampaignId _campaign;
    private readonly TaskCompletionSource<CampaignStatus> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EmbeddedCampaign(CampaignSpec campaign, IReadOnlyList<TaskSpec> places, RunFolder folder, int slots, TimeSpan checkpointEvery)
    {
        _log = LoggerFactory.Create(log => log.AddProvider(new FileLog(folder.Log, TimeProvider.System)));
        _host = Host(campaign, places, folder, slots, checkpointEvery, _log);
        _campaign = CampaignId.Of(campaign);
    }

    /// <summary>Ends when the campaign has; fails with a <see cref="UserError"/> when its store does.</summary>
    public Task<CampaignStatus> Settled => _settled.Task;

    private IActorRef Coordinator => Registry.Get<CoordinatorKey>();

    private ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    private ActorRegistry Registry => _host.Services.GetRequiredService<ActorRegistry>();

    /// <summary>Starts the actors and submits the campaign, or continues it.</summary>
    /// <param name="campaign">The campaign as it was begun.</param>
    /// <param name="places">Its tasks, with the files where they are now.</param>
    /// <param name="contents">What their data are.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="slots">Items computed at a time.</param>
    /// <param name="checkpointEvery">How often the state of a running item is kept.</param>
    /// <param name="adopt">Whether results of its items may have come into the database by another way.</param>
    /// <param name="retry">Whether its failed items are tried again.</param>
    /// <param name="cancellation">Stops the start.</param>
    /// <exception cref="UserError">The coordinator refuses it.</exception>
    public static async Task<EmbeddedCampaign> StartAsync(
        CampaignSpec campaign, IReadOnlyList<TaskSpec> places, TaskContents contents, RunFolder folder, int slots,
        TimeSpan checkpointEvery, bool retry, bool adopt, CancellationToken cancellation)
    {
        var embedded = new EmbeddedCampaign(campaign, places, folder, slots, checkpointEvery);
        try
        {
            await embedded._host.StartAsync(cancellation);
            await embedded.TellAsync(
                new CampaignCommands.Submit(campaign, contents, NumericsVersion.Current) { Adopt = adopt }, cancellation);
            if (retry) await embedded.TellAsync(new CampaignCommands.Retry(embedded._campaign), cancellation);
            embedded.Observe();
            return embedded;
        }
        catch
        {
            await embedded.DisposeAsync();
            throw;
        }
    }

    /// <summary>The campaign as it is now, and where it stands.</summary>
    /// <exception cref="UserError">The campaign has stopped for its store.</exception>
    public Task<CampaignLook> LookAsync(CampaignSpec? known, CancellationToken cancellation) => CampaignLook.TakeAsync(
        known,
        () => LookAsync<CampaignQueries.Description>(new CampaignQueries.GetCampaign(_campaign), cancellation),
        () => LookAsync<CampaignStatus>(new CampaignQueries.GetStatus(_campaign), cancellation));

    private async Task<T> LookAsync<T>(ICampaignMessage question, CancellationToken cancellation) =>
        await AskAsync(question, cancellation) switch
        {
            T answer => answer,
            CampaignReplies.Refused refused => throw Error(refused),
            var other => throw new InvalidOperationException($"the coordinator answered {other}"),
        };

    /// <summary>Stops computing; results that are finished are kept.</summary>
    public async Task DrainAsync()
    {
        try
        {
            await Registry.Get<TrainerKey>()
                .Ask<TrainerCommands.Drained>(new TrainerCommands.Drain(GiveBackRunning: true), DrainTimeout);
        }
        catch (AskTimeoutException)
        {
            // An epoch takes longer than that; its item is computed again.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.EndAsync(StopTimeout);
        _log.Dispose();

        // The last connection to close folds the write-ahead log into chaos.db, so that the one file is all there is to copy.
        SqliteConnection.ClearAllPools();
    }

    private static IHost Host(
        CampaignSpec campaign, IReadOnlyList<TaskSpec> places, RunFolder folder, int slots, TimeSpan checkpointEvery, ILoggerFactory log) =>
        ActorHost.Build("chaos", log, akka => akka
            .AddChaosSerialization()
            .AddChaosPersistence(Database.File(folder.Database))
            .AddCoordinator(new CoordinatorSettings { Database = Database.File(folder.Database) })
            .AddTrainer(new TrainerSettings
            {
                Node = new NodeId(Environment.MachineName),
                Slots = slots,
                Computation = new PairGroupComputation((task, _) => new PreparedTask(
                    TaskReader.Read(places[campaign.PlaceOf(task)], DataDirectory.Default))),
                Checkpoints = new CheckpointSettings(folder.Checkpoints, checkpointEvery),
            }));

    private static UserError Error(CampaignReplies.Refused refused) => new(
        refused.Reason, refused.Kind == RefusalKind.StorageFailed ? ExitCode.Interrupted : ExitCode.BadInput);

    private async Task TellAsync(ICampaignMessage wish, CancellationToken cancellation)
    {
        if (await AskAsync(wish, cancellation) is CampaignReplies.Refused refused) throw Error(refused);
    }

    // The coordinator is in this process and answers in the end, however little of the machine it gets: for how long that is waited
    // for is the user's to say.
    private async Task<object> AskAsync(ICampaignMessage question, CancellationToken cancellation)
    {
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var answer = Coordinator.Ask<object>(question, Timeout.InfiniteTimeSpan, asked.Token);
        await Task.WhenAny(answer, System.WhenTerminated);
        if (answer.IsCompleted) return await answer;
        await asked.CancelAsync();
        throw new InvalidOperationException("the actors have ended while they were asked");
    }

    private void Observe() =>
        System.ActorOf(Props.Create(() => new CampaignObserver(Coordinator, _campaign, _settled)), "observer");
}
