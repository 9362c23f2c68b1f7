using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>
/// One campaign. It translates messages for <see cref="CampaignLogic"/> and makes the decisions durable in groups: while one
/// group is being written, the next collects. A group goes first into the results database, then into the journal; only then
/// are its events applied and its answers sent.
/// </summary>
public sealed class CampaignActor : UntypedPersistentActor, IWithTimers
{
    // Bounds the memory a group takes and the time its transaction holds the database's write lock.
    private const int LargestGroup = 512;

    private readonly CampaignId id;
    private readonly ResultsStore store;
    private readonly CoordinatorSettings settings;
    private readonly CampaignLogic logic;
    private readonly long started;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Queue<(Decision Decision, IActorRef Sender)> waiting = new();
    private readonly SlidingRate epochs = new(TimeSpan.FromSeconds(30));
    private CampaignState state = CampaignState.Initial;
    private GroupCommit? writing;
    private long lastSnapshot;
    private bool? settled;

    /// <summary>Creates the actor.</summary>
    public CampaignActor(CampaignId id, ResultsStore store, CoordinatorSettings settings)
    {
        this.id = id;
        this.store = store;
        this.settings = settings;
        logic = new CampaignLogic(settings.Dispatch);
        started = settings.Time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override string PersistenceId => $"campaign-{id}";

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => settings.Time.GetElapsedTime(started);

    private long EpochsSoFar =>
        state.Dispatch.EpochsCompleted + state.Dispatch.Leases.All.Sum(lease => (long)lease.Epochs);

    /// <inheritdoc/>
    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: CampaignSnapshot snapshot } offer:
                state = new CampaignState(snapshot.ToFacts(), state.Dispatch);
                lastSnapshot = offer.Metadata.SequenceNr;
                break;
            case ICampaignEvent happened:
                state = state.Apply(happened);
                break;
            case RecoveryCompleted:
                state = state.Restarted();
                Timers.StartPeriodicTimer("tick", new CampaignInternals.Tick(), TimeSpan.FromSeconds(1));
                if (state.Facts is not null) Handle(new CampaignInternals.Open());
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case GroupStored:
                PersistAllAsync(writing!.Events, CountPersisted());
                break;
            case GroupNotStored failure:
                Break(failure.Error);
                Context.Stop(Self);
                break;
            case CampaignQueries.GetStatus when state.Facts is { } facts:
                Sender.Tell(Status(facts));
                break;
            // A second submission is decided when the first is durable, for then there is something to compare it with.
            case CampaignCommands.Submit when state.Facts is null && writing is not null:
                Stash.Stash();
                break;
            case SaveSnapshotSuccess saved:
                DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
                break;
            case SaveSnapshotFailure failure:
                log.Warning(failure.Cause, "No snapshot of campaign {0}; the journal has everything.", id);
                break;
            case DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                break;
            case CampaignInternals.Tick tick:
                epochs.Note(Now, EpochsSoFar);
                Handle(tick);
                break;
            default:
                Handle(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Break(cause);

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        // The journal goes on without the event: stop before anything is built on it.
        Break(cause);
        Context.Stop(Self);
    }

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null) => Break(reason);

    private void Handle(object message)
    {
        var decision = logic.Decide(state, message, Now);
        state = decision.State;
        if (decision.Events.IsEmpty)
        {
            Run(decision, Sender);
            return;
        }
        waiting.Enqueue((decision, Sender));
        WriteNextGroup();
    }

    private void WriteNextGroup()
    {
        if (writing is not null || waiting.Count == 0) return;
        var group = new List<(Decision, IActorRef)>();
        while (group.Count < LargestGroup && waiting.TryDequeue(out var decision)) group.Add(decision);
        writing = new GroupCommit(group);
        var batch = writing.ToBatch(state.Facts);
        Task.Run(() => store.Write(batch)).PipeTo(
            Self, success: () => new GroupStored(), failure: error => new GroupNotStored(error.GetBaseException()));
    }

    private Action<ICampaignEvent> CountPersisted()
    {
        var missing = writing!.Events.Length;
        return _ =>
        {
            if (--missing == 0) FinishGroup();
        };
    }

    private void FinishGroup()
    {
        var group = writing!;
        writing = null;
        foreach (var happened in group.Events) state = state.Apply(happened);
        foreach (var (decision, sender) in group.Decisions) Run(decision, sender);
        Stash.UnstashAll();
        if (LastSequenceNr - lastSnapshot >= settings.SnapshotEvery)
        {
            lastSnapshot = LastSequenceNr;
            SaveSnapshot(state.Facts!.ToSnapshot());
        }
        if (settled != state.Facts!.IsSettled)
        {
            settled = state.Facts.IsSettled;
            Context.Parent.Tell(new CampaignInternals.Standing(id, settled.Value ? Status(state.Facts) : null));
        }
        WriteNextGroup();
    }

    private void Run(Decision decision, IActorRef sender)
    {
        foreach (var effect in decision.Effects)
        {
            switch (effect)
            {
                case CampaignEffect.Reply reply:
                    sender.Tell(reply.Message);
                    break;
                case CampaignEffect.PassOn(var pull, var given):
                    Context.Parent.Tell(new CampaignInternals.Unfilled(id, pull, given), sender);
                    break;
                case CampaignEffect.StoreResult:
                    break; // written with the group
            }
        }
    }

    private CampaignStatus Status(CampaignFacts facts) =>
        StatusReport.Of(facts, state.Dispatch, epochs.PerSecond(Now, EpochsSoFar));

    private void Break(Exception error)
    {
        var reason = error is StorageException ? error.Message : store.Explain(error);
        log.Error(error, "Campaign {0} stops: {1}", id, reason);
        foreach (var (decision, sender) in (writing?.Decisions ?? []).Concat(waiting))
        {
            if (decision.Effects.Any(effect => effect is CampaignEffect.Reply { Message: CampaignReplies.Accepted }))
                sender.Tell(new CampaignReplies.Refused(id, RefusalKind.StorageFailed, reason));
        }
        Context.Parent.Tell(new CampaignInternals.Broken(id, reason));
    }

    private sealed record GroupStored;

    private sealed record GroupNotStored(Exception Error);
}
