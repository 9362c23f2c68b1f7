using Chaos.Actors.Campaigns;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Chaos.Actors.Coordinator.Campaigns.Sequencing;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Coordinator.Telemetry;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>
/// One campaign. <see cref="CampaignSequencer"/> says what is done in which order; this does it, on a store and a journal, and tells what
/// came of it.
/// </summary>
internal sealed class CampaignActor : UntypedPersistentActor, IWithTimers
{
    private readonly CampaignId _id;
    private readonly ResultsStore _store;
    private readonly StoreThreads _threads;
    private readonly CoordinatorSettings _settings;
    private readonly CampaignSequencer _sequencer;
    private readonly CampaignTelemetry _telemetry;
    private readonly CampaignNews _news;
    private readonly long _started;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly SlidingRate _epochs = new(TimeSpan.FromSeconds(30));
    private CampaignSequence _sequence = CampaignSequence.Initial;

    /// <summary>Creates the actor.</summary>
    public CampaignActor(
        CampaignId id,
        ResultsStore store,
        StoreThreads threads,
        CoordinatorSettings settings,
        CoordinatorTelemetry telemetry,
        ImmutableHashSet<NodeId> excluded)
    {
        _sequencer = new CampaignSequencer(new CampaignLogic(settings.Dispatch), settings.SnapshotEvery);
        _telemetry = new CampaignTelemetry(telemetry, id, settings);
        _news = new CampaignNews(id, settings.Log);
        (_id, _store, _threads, _settings) = (id, store, threads, settings);
        _started = settings.Time.GetTimestamp();
        GoOn(new SequenceInput.ExclusionChanged(excluded));
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
                _sequence = _sequence.Restore(snapshot, offer.Metadata.SequenceNr);
                break;
            case ICampaignEvent happened:
                _sequence = _sequence.Replay(happened);
                break;
            case RecoveryCompleted:
                Timers.StartPeriodicTimer("tick", new CampaignInternals.Tick(), TimeSpan.FromSeconds(1));
                GoOn(new SequenceInput.Replayed(LastSequenceNr));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case SequenceInput outcome:
                if (outcome is SequenceInput.RowsWritten or SequenceInput.Extended) _telemetry.GroupStored();
                GoOn(outcome);
                break;
            case StoreFailed failure:
                ReportFailure(failure.Error);
                Context.Stop(Self);
                break;
            case CampaignInternals.Question(var number, var question):
                Ask(question, new Client(Sender, number));
                break;
            case SaveSnapshotSuccess saved:
                DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
                break;
            case SaveSnapshotFailure failure:
                _log.Warning(failure.Cause, "No snapshot of campaign {0} could be saved; its journal has everything.", _id);
                break;
            case DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                break;
            case CampaignInternals.ExclusionChanged changed:
                GoOn(new SequenceInput.ExclusionChanged(changed.Nodes));
                break;
            case CampaignInternals.Tick tick:
                _epochs.Record(Now, _sequence.State.Dispatch.EpochsComputed);
                GoOn(new SequenceInput.Arrived(tick, null));
                _news.TellLeftOut(_sequence.State);
                _telemetry.Observe(_sequence.State, _sequence.WaitingCount);
                break;
            default:
                GoOn(new SequenceInput.Arrived(message, new Client(Sender, null)));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => ReportFailure(cause);

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        // The journal goes on without the event: stop before anything is built on it.
        ReportFailure(cause);
        Context.Stop(Self);
    }

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null) => ReportFailure(reason);

    private void Ask(ICampaignMessage question, Client client)
    {
        switch (question, _sequence.State.Facts)
        {
            case (CampaignQueries.GetStatus, { } facts):
                Answer(client, Status(facts));
                break;
            case (CampaignQueries.GetCampaign, { } facts):
                Answer(client, new CampaignQueries.Description(
                    facts.Spec, facts.Submitted.TaskContents, facts.Submitted.NumericsVersion));
                break;
            default:
                GoOn(new SequenceInput.Arrived(question, client));
                break;
        }
    }

    private void GoOn(SequenceInput input)
    {
        var journalled = input is SequenceInput.EventsJournalled ? (StoreWork.Journalling)_sequence.Work : null;
        var step = _sequencer.Next(_sequence, input, Now);
        _sequence = step.Sequence;
        if (journalled is not null) _telemetry.GroupJournalled(journalled.Group.Events, _sequence.State.Facts!);
        foreach (var action in step.Actions) Do(action);
    }

    private void Do(SequenceAction action)
    {
        switch (action)
        {
            case SequenceAction.Answer(Client client, var message):
                Answer(client, _telemetry.Traced(message));
                break;
            case SequenceAction.PassOn(Client trainer, var pull, var given):
                Context.Parent.Tell(new CampaignInternals.Unfilled(_id, pull, given), trainer.Reference);
                break;
            case SequenceAction.ReadLastGroup(var facts, var journalled):
                OnStore(() => new SequenceInput.LastGroupRead(
                    _store.TakeOver(_id, journalled, item => !facts.Done.Contains(item))));
                break;
            case SequenceAction.Extend(var campaign, var excluded, var journalled):
                _telemetry.GroupBegins();
                OnStore(() => new SequenceInput.Extended(_store.Extend(campaign, excluded, journalled)));
                break;
            case SequenceAction.Search(var campaign):
                OnStore(() => new SequenceInput.Searched(StoredSearch.Next(_store, campaign)));
                break;
            case SequenceAction.WriteRows(var batch):
                _telemetry.GroupBegins();
                OnStore(() =>
                {
                    _store.Write(batch, _settings.Time.GetUtcNow());
                    return new SequenceInput.RowsWritten();
                });
                break;
            case SequenceAction.Journal(var events):
                Persist(events);
                break;
            case SequenceAction.FindExcluded(var facts, var nodes, var known):
                OnStore(() =>
                {
                    _store.Claim(_id, known);
                    return new SequenceInput.ExcludedFound(Exclusion.Find(facts, nodes, _store.Summaries(_id)));
                });
                break;
            case SequenceAction.RemoveRows(var nodes, var known):
                OnStore(() =>
                {
                    _store.Remove(_id, nodes, known);
                    return new SequenceInput.RowsRemoved();
                });
                break;
            case SequenceAction.SaveSnapshot(var snapshot):
                SaveSnapshot(snapshot);
                break;
            case SequenceAction.ReportStatus:
                ReportStatus(_sequence.State.Facts!);
                break;
            case SequenceAction.ReportExclusionApplied(var nodes):
                Context.Parent.Tell(new CampaignInternals.ExclusionApplied(_id, nodes));
                break;
        }
    }

    private void OnStore(Func<SequenceInput> work) =>
        _threads.Run(work).PipeTo(Self, success: outcome => outcome, failure: error => new StoreFailed(error));

    private void Persist(ImmutableArray<ICampaignEvent> events)
    {
        if (events is [CampaignEvents.ItemsDiscarded discarded])
        {
            _news.TellDiscarded(discarded);
            _telemetry.GroupBegins(); // no rows are written before it
        }
        var missing = events.Length;
        PersistAllAsync(events, _ =>
        {
            if (--missing == 0) GoOn(new SequenceInput.EventsJournalled());
        });
    }

    private void Answer(Client client, object message)
    {
        client.Reference.Tell(message);
        if (client.Question is { } number) Context.Parent.Tell(new CampaignInternals.Answered(number));
    }

    private void ReportStatus(CampaignFacts facts)
    {
        _news.TellStatus(facts);
        Context.Parent.Tell(
            new CampaignInternals.StatusChanged(_id, facts.Priority, facts.IsSettled ? Status(facts) : null));
    }

    private CampaignStatus Status(CampaignFacts facts) =>
        StatusReport.Of(facts, _sequence.State.Dispatch, _epochs.PerSecond(Now, _sequence.State.Dispatch.EpochsComputed));

    // Whoever waits for an answer gets it from the coordinator when this actor has stopped.
    private void ReportFailure(Exception error)
    {
        var reason = _store.Explain(error);
        var transient = _store.IsTransient(error);
        _log.Error(error, "Campaign {0} stops{1}: {2}", _id, transient ? " for a while" : "", reason);
        Context.Parent.Tell(transient
            ? new CampaignInternals.Interrupted(_id, reason)
            : new CampaignInternals.Broken(_id, reason));
        _telemetry.StorageFailed();
    }

    /// <summary>Who is answered, and the coordinator's number for the question if it keeps account of it.</summary>
    private sealed record Client(IActorRef Reference, long? Question);

    private sealed record StoreFailed(Exception Error);
}
