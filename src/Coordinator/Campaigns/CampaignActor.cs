using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Telemetry;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>
/// One campaign. It translates messages for <see cref="CampaignLogic"/> and makes the decisions durable in groups: while one
/// group is being written, the next collects. A group goes first into the results database, then into the journal; only then
/// are its events applied and its answers sent.
/// </summary>
internal sealed class CampaignActor : UntypedPersistentActor, IWithTimers
{
    private readonly CampaignId _id;
    private readonly ResultsStore _store;
    private readonly CoordinatorSettings _settings;
    private readonly CampaignLogic _logic;
    private readonly CampaignTelemetry _telemetry;
    private readonly long _started;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<(Decision Decision, IActorRef Sender)> _waiting = new();
    private readonly SlidingRate _epochs = new(TimeSpan.FromSeconds(30));
    private CampaignState _state = CampaignState.Initial;
    private GroupCommit? _writing;
    private long _lastSnapshot;
    private (bool Settled, int Priority)? _standing;
    private readonly HashSet<LeftOutNode> _leftOut = [];
    private bool _mistrusting;
    private ImmutableHashSet<NodeId>? _distrusted;

    /// <summary>Creates the actor.</summary>
    public CampaignActor(
        CampaignId id,
        ResultsStore store,
        CoordinatorSettings settings,
        CoordinatorTelemetry telemetry,
        ImmutableHashSet<NodeId> excluded)
    {
        _logic = new CampaignLogic(settings.Dispatch);
        Trust(new CampaignInternals.Excluded(excluded));
        _telemetry = new CampaignTelemetry(telemetry, id, settings);
        _id = id;
        _store = store;
        _settings = settings;
        _started = settings.Time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override string PersistenceId => $"campaign-{_id}";

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _settings.Time.GetElapsedTime(_started);

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _telemetry.Stop();
        base.PostStop();
    }

    /// <inheritdoc/>
    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: CampaignSnapshot snapshot } offer:
                _state = new CampaignState(snapshot.ToFacts(), _state.Dispatch);
                _lastSnapshot = offer.Metadata.SequenceNr;
                break;
            case ICampaignEvent happened:
                _state = _state.Apply(happened);
                break;
            case RecoveryCompleted:
                _state = _state.Restarted();
                Timers.StartPeriodicTimer("tick", new CampaignInternals.Tick(), TimeSpan.FromSeconds(1));
                if (_state.Facts is { } facts) Open(facts);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case GroupStored:
                _telemetry.GroupStored();
                PersistAllAsync(_writing!.Events, CountPersisted());
                break;
            case GroupNotStored failure:
                Break(failure.Error);
                Context.Stop(Self);
                break;
            case CampaignQueries.GetStatus when _state.Facts is { } facts:
                Sender.Tell(Status(facts));
                break;
            case CampaignQueries.GetCampaign when _state.Facts is { } facts:
                Sender.Tell(new CampaignQueries.Description(
                    facts.Spec, facts.Submitted.TaskContentHash, facts.Submitted.NumericsVersion));
                break;
            // A second submission is decided when the first is durable, for then there is something to compare it with.
            case CampaignCommands.Submit when _state.Facts is null && _writing is not null:
                Stash.Stash();
                break;
            case SaveSnapshotSuccess saved:
                DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
                break;
            case SaveSnapshotFailure failure:
                _log.Warning(failure.Cause, "No snapshot of campaign {0}; the journal has everything.", _id);
                break;
            case DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                break;
            case CampaignInternals.Excluded excluded:
                Trust(excluded);
                WriteNextGroup();
                break;
            case CampaignInternals.Discard discard:
                Discard(discard);
                break;
            case RowsRemoved:
                EndDistrust();
                break;
            case CampaignInternals.Tick tick:
                _epochs.Note(Now, _state.Dispatch.EpochsComputed);
                Handle(tick);
                WarnOfLeftOut();
                _telemetry.Note(_state, _waiting.Count);
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

    private void Open(CampaignFacts facts) =>
        Task.Run(() => _store.LastGroup(_id, item => !facts.Done.Contains(item))).PipeTo(
            Self,
            success: rows => new CampaignInternals.Open(rows),
            failure: error => new GroupNotStored(error));

    private void Handle(object message)
    {
        var decision = _logic.Decide(_state, message, Now);
        _state = decision.State;
        if (decision.Events.IsEmpty)
        {
            Run(decision, Sender);
            return;
        }
        _waiting.Enqueue((decision, Sender));
        WriteNextGroup();
    }

    private void WriteNextGroup()
    {
        if (_writing is not null || _distrusted is not null) return;
        if (_mistrusting && _state is { Facts: { } facts, Dispatch.Serving: true }
            && !Distrust.IsExpected(_waiting.Select(waiting => waiting.Decision), _state.Dispatch.Excluded))
        {
            FindDistrusted(facts);
            return;
        }
        if (_waiting.Count == 0) return;
        _telemetry.GroupBegins();
        _writing = GroupCommit.TakeFrom(_waiting);
        var batch = _writing.ToBatch(_state.Facts, LastSequenceNr);
        Task.Run(() => _store.Write(batch)).PipeTo(
            Self, success: () => new GroupStored(), failure: error => new GroupNotStored(error));
    }

    private void Trust(CampaignInternals.Excluded excluded)
    {
        _mistrusting |= !excluded.Nodes.IsSubsetOf(_state.Dispatch.Excluded);
        _state = _logic.Decide(_state, excluded, TimeSpan.Zero).State;
    }

    // Nothing is being written, and nothing is until this is over: what is found is what there is.
    private void FindDistrusted(CampaignFacts facts)
    {
        _mistrusting = false;
        var (excluded, journalled) = (_distrusted = _state.Dispatch.Excluded, LastSequenceNr);
        Task.Run(() =>
        {
            _store.Claim(_id, journalled);
            return Distrust.Find(facts, excluded, _store.Summaries(_id));
        }).PipeTo(Self, success: found => found, failure: error => new GroupNotStored(error));
    }

    private void Discard(CampaignInternals.Discard discard)
    {
        if (discard.Nodes.Count == 0)
        {
            EndDistrust();
            return;
        }
        _log.Warning("Campaign {0} discards {1} items that {2} computed.", _id, discard.Items.Count, string.Join(", ", discard.Nodes));
        var decision = _logic.Decide(_state, discard, Now);
        if (decision.Events.IsEmpty)
        {
            Run(decision, Self);
            return;
        }
        _telemetry.GroupBegins();
        _writing = new GroupCommit([(decision, Self)]);
        PersistAllAsync(_writing.Events, CountPersisted());
    }

    private void EndDistrust()
    {
        Context.Parent.Tell(new CampaignInternals.Discarded(_id, _distrusted!));
        _distrusted = null;
        WriteNextGroup();
    }

    private void WarnOfLeftOut()
    {
        var leftOut = StatusReport.LeftOut(_state).ToList();
        _leftOut.IntersectWith(leftOut);
        foreach (var node in leftOut.Where(_leftOut.Add))
            _log.Warning("Campaign {0} gives nothing to {1}: {2}.", _id, node.Node, node.Reason);
    }

    private void TellStanding(CampaignFacts facts)
    {
        var standing = (facts.IsSettled, facts.Priority);
        if (_standing == standing) return;
        LogChange(facts, before: _standing?.Settled);
        _standing = standing;
        Context.Parent.Tell(
            new CampaignInternals.Standing(_id, facts.Priority, facts.IsSettled ? Status(facts) : null));
    }

    private void LogChange(CampaignFacts facts, bool? before)
    {
        if (before == facts.IsSettled || (before is null && facts.IsSettled)) return; // nothing has begun or ended
        if (!facts.IsSettled) CoordinatorLog.Opened(_settings.Log, _id, facts.Done.Count, facts.Done.Size, facts.Priority);
        else
        {
            var phase = CoordinatorTelemetry.Snake(facts.Phase.ToString()).Replace('_', ' ');
            CoordinatorLog.Settled(_settings.Log, _id, phase, facts.Done.Count, facts.Done.Size, facts.Quarantined);
        }
    }

    private Action<ICampaignEvent> CountPersisted()
    {
        var missing = _writing!.Events.Length;
        return _ =>
        {
            if (--missing == 0) FinishGroup();
        };
    }

    private void FinishGroup()
    {
        var group = _writing!;
        _writing = null;
        foreach (var happened in group.Events) _state = _state.Apply(happened);
        _telemetry.GroupJournalled(group.Events, _state.Facts!);
        foreach (var (decision, sender) in group.Decisions) Run(decision, sender);
        Stash.UnstashAll();
        if (LastSequenceNr - _lastSnapshot >= _settings.SnapshotEvery)
        {
            _lastSnapshot = LastSequenceNr;
            SaveSnapshot(_state.Facts!.ToSnapshot());
        }
        TellStanding(_state.Facts!);
        WriteNextGroup();
    }

    private void Run(Decision decision, IActorRef sender)
    {
        foreach (var effect in decision.Effects)
        {
            switch (effect)
            {
                case CampaignEffect.Reply reply:
                    sender.Tell(_telemetry.Traced(reply.Message));
                    break;
                case CampaignEffect.PassOn(var pull, var given):
                    Context.Parent.Tell(new CampaignInternals.Unfilled(_id, pull, given), sender);
                    break;
                case CampaignEffect.RemoveRows(var nodes):
                    var journalled = LastSequenceNr;
                    Task.Run(() => _store.Remove(_id, nodes, journalled)).PipeTo(
                        Self, success: () => new RowsRemoved(), failure: error => new GroupNotStored(error));
                    break;
                case CampaignEffect.StoreResult:
                    break; // written with the group
            }
        }
    }

    private CampaignStatus Status(CampaignFacts facts) =>
        StatusReport.Of(facts, _state.Dispatch, _epochs.PerSecond(Now, _state.Dispatch.EpochsComputed));

    private void Break(Exception error)
    {
        var reason = _store.Explain(error);
        var mayPass = _store.MayPass(error);
        _log.Error(error, "Campaign {0} stops{1}: {2}", _id, mayPass ? " for a while" : "", reason);
        foreach (var (decision, sender) in (_writing?.Decisions ?? []).Concat(_waiting))
        {
            if (decision.Effects.Any(effect => effect is CampaignEffect.Reply { Message: CampaignReplies.Accepted }))
                sender.Tell(new CampaignReplies.Refused(_id, RefusalKind.StorageFailed, reason));
        }
        Context.Parent.Tell(mayPass
            ? new CampaignInternals.Interrupted(_id, reason)
            : new CampaignInternals.Broken(_id, reason));
        _telemetry.StorageFailed();
    }

    private sealed record GroupStored;

    private sealed record GroupNotStored(Exception Error);

    private sealed record RowsRemoved;
}
