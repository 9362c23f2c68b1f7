using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;
using Chaos.Actors.TrainerNode.Checkpoints;
using Chaos.Actors.TrainerNode.Telemetry;
using static Chaos.Actors.TrainerNode.TrainerInternals;

namespace Chaos.Actors.TrainerNode;

/// <summary>
/// Computes items in S slots. It pulls every second, which also renews the leases of all it holds, and whenever it runs
/// short; it keeps every outcome until the coordinator acknowledges it.
/// </summary>
public sealed class TrainerActor : UntypedActor, IWithTimers
{
    private readonly TrainerSettings _settings;
    private readonly ComputeSlot[] _slots;
    private readonly LinkedList<SlotJob> _queue = [];
    private readonly Outbox _outbox = new();
    private readonly TrainerTelemetry _telemetry;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CheckpointFolder? _checkpoints;
    private readonly RunningMarks? _marks;
    private readonly long _started;
    private readonly HashSet<AttemptKey> _accused = [];
    private readonly HashSet<CampaignId> _declined = [];
    private IActorRef _coordinator;
    private IActorRef? _drainer;
    private bool _draining;
    private long _replicaEpochs;
    private bool _pulling;
    private bool _idle;
    private int _runningShort;

    /// <summary>Creates the actor.</summary>
    public TrainerActor(TrainerSettings settings, IActorRef coordinator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Slots, 1);
        _settings = settings;
        _coordinator = coordinator;
        _started = settings.Time.GetTimestamp();
        var telemetry = _telemetry = new TrainerTelemetry(settings);
        var self = Self;
        if (settings.Checkpoints is { } kept)
        {
            _checkpoints = new CheckpointFolder(kept, settings.Time, _log);
            _marks = new RunningMarks(Path.Combine(kept.Folder, "running"), _log);
        }
        var runner = new ItemRunner(settings.Node, settings.Computation, _checkpoints, _marks, settings.Time, _log);
        _slots = [.. Enumerable.Range(0, settings.Slots).Select(slot =>
            new ComputeSlot(slot, settings.Nice, job => self.Tell(new SlotFinished(slot, telemetry.Measure(job, runner.Run)))))];
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _settings.Time.GetElapsedTime(_started);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _checkpoints?.RemoveLeftovers();
        Accuse();
        Timers.StartPeriodicTimer("tick", new Tick(), TimeSpan.FromSeconds(1));
        Pull();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var slot in _slots) slot.Stop();
        _marks?.Close();
        _telemetry.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TrainerCommands.Assign assign:
                Take(assign);
                break;
            case SlotFinished finished:
                Finish(finished);
                break;
            case TrainerCommands.ResultAcknowledged done:
                Acknowledge(new AttemptKey(done.Campaign, done.Attempt));
                ReportDrained();
                // Nothing may have been assigned because too much waited to become durable.
                if (_idle) PullWhenShort();
                break;
            case TrainerCommands.Abandon abandon:
                foreach (var attempt in abandon.Attempts) Abandon(new AttemptKey(abandon.Campaign, attempt));
                break;
            case Tick:
                Pull();
                Resend();
                _telemetry.Note(Reading());
                break;
            case TrainerCommands.Drain drain:
                Drain(drain);
                break;
            case CoordinatorChanged changed:
                _coordinator = changed.Coordinator;
                _outbox.Reset();
                Pull();
                Resend();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Take(TrainerCommands.Assign assign)
    {
        _pulling = false;
        _idle = assign.Work is null;
        if (assign.Work is not { } work) return;
        var jobs = assign.Items.Select(item => new SlotJob(work, item)).Where(job => !Holds(job.Key)).ToList();
        if (work.NumericsVersion != NumericsVersion.Current) Decline(work);
        if (_draining || work.NumericsVersion != NumericsVersion.Current)
        {
            GiveBack(jobs);
            return;
        }
        foreach (var job in jobs) _queue.AddLast(job);
        StartQueued();
        _runningShort = _queue.Count / 2;
    }

    // A coordinator that knows what this trainer computes does not offer such items. One that does not know must not take it for
    // a failure: other trainers can compute them.
    private void Decline(CampaignWork work)
    {
        if (!_declined.Add(work.Campaign)) return;
        _log.Warning(
            "Campaign {0} follows numerics version {1}, and this program computes {2}: its items are given back.",
            work.Campaign, work.NumericsVersion, NumericsVersion.Current);
    }

    private void Finish(SlotFinished finished)
    {
        var slot = _slots[finished.Slot];
        var job = slot.Current!;
        slot.Clear();
        _replicaEpochs += job.ReplicaEpochs;
        if (job.GivenUp) _checkpoints?.Remove(job.Work.Campaign, job.Item.Item);
        if (finished.Outcome is not null && !job.Cancellation.IsCancellationRequested)
        {
            _outbox.Add(job.Key, job.Item.Item, finished.Outcome, Now);
            _coordinator.Tell(finished.Outcome);
        }
        StartQueued();
        ReportDrained();
        PullWhenShort();
    }

    private void PullWhenShort()
    {
        if (_queue.Count <= _runningShort && !_pulling && !_draining) Pull();
    }

    private void StartQueued()
    {
        foreach (var slot in _slots)
        {
            if (_queue.First is not { } next) return;
            if (slot.Current is not null) continue;
            _queue.RemoveFirst();
            slot.Start(next.Value);
        }
    }

    private void Acknowledge(AttemptKey key)
    {
        _marks?.Forget(key);
        // Only its own outcome ends an item: an earlier attempt's failure may be acknowledged while the next one runs.
        if (_outbox.Remove(key) is { } item && !_accused.Remove(key)) _checkpoints?.Remove(key.Campaign, item);
    }

    // What was running when the process before this one died may have killed it: that counts as a failed attempt. It is not
    // told at once but with the outbox's next round, behind a pull that holds it: else it would be given out before it counts.
    private void Accuse()
    {
        foreach (var (key, item) in _marks?.Leftovers() ?? [])
        {
            _accused.Add(key);
            _outbox.Add(key, item, new CoordinatorCommands.ItemFailed(
                key.Campaign, item, key.Attempt, _settings.Node, FailureKind.TrainerLost,
                $"{_settings.Node} died while computing this item."), Now);
        }
    }

    private void Abandon(AttemptKey key)
    {
        _marks?.Forget(key);
        _accused.Remove(key);
        if (_outbox.Remove(key) is { } item) _checkpoints?.Remove(key.Campaign, item);
        if (_queue.FirstOrDefault(job => job.Key == key) is { } queued)
        {
            _queue.Remove(queued);
            _checkpoints?.Remove(key.Campaign, queued.Item.Item);
        }
        foreach (var slot in _slots)
        {
            if (slot.Current?.Key == key) slot.Current.GiveUp();
        }
        ReportDrained();
    }

    private void Pull()
    {
        var running = _slots.Select(slot => slot.Current).OfType<SlotJob>().ToList();
        HeldAttempt[] held =
        [
            .. running.Where(job => !job.Cancellation.IsCancellationRequested).Select(job => Held(job, AttemptPhase.Running)),
            .. _queue.Select(job => Held(job, AttemptPhase.Queued)),
            .. _outbox.Items.Select(entry =>
                new HeldAttempt(entry.Key.Campaign, entry.Item, entry.Key.Attempt, AttemptPhase.Finished, 0)),
        ];
        _pulling = true;
        _coordinator.Tell(new CoordinatorCommands.Pull(
            _settings.Node, _draining ? 0 : _slots.Length, _slots.Length - running.Count, held)
        {
            NumericsVersion = NumericsVersion.Current,
        });
    }

    private void Resend()
    {
        foreach (var outcome in _outbox.TakeDue(Now)) _coordinator.Tell(outcome);
    }

    private void Drain(TrainerCommands.Drain drain)
    {
        _draining = true;
        _drainer = Sender;
        var jobs = _queue.ToList();
        _queue.Clear();
        if (drain.GiveBackRunning)
        {
            _marks?.Close();
            foreach (var job in _slots.Select(slot => slot.Current).OfType<SlotJob>())
            {
                if (job.Cancellation.IsCancellationRequested) continue;
                job.Cancel();
                jobs.Add(job);
            }
        }
        GiveBack(jobs);
        Pull(); // which says that it takes nothing any more
        _log.Info("Trainer {0} drains: {1} items given back.", _settings.Node, jobs.Count);
        ReportDrained();
    }

    private void GiveBack(IEnumerable<SlotJob> jobs)
    {
        foreach (var group in jobs.GroupBy(job => job.Work.Campaign))
        {
            _coordinator.Tell(new CoordinatorCommands.GiveBack(
                group.Key,
                _settings.Node,
                [.. group.Select(job => new GivenBack(job.Item.Item, job.Item.Attempt))]));
        }
    }

    private void ReportDrained()
    {
        if (!_draining || _outbox.Count > 0 || _slots.Any(slot => slot.Current is not null)) return;
        _drainer?.Tell(new TrainerCommands.Drained(_settings.Node));
        _drainer = null;
    }

    private TrainerReading Reading()
    {
        var running = _slots.Select(slot => slot.Current).OfType<SlotJob>().ToList();
        return new TrainerReading(
            running.Count,
            _slots.Length - running.Count,
            _queue.Count,
            _outbox.Count,
            _replicaEpochs + running.Sum(job => job.ReplicaEpochs));
    }

    private bool Holds(AttemptKey key) =>
        _outbox.Contains(key)
        || _queue.Any(job => job.Key == key)
        || _slots.Any(slot => slot.Current?.Key == key);

    private static HeldAttempt Held(SlotJob job, AttemptPhase phase) =>
        new(job.Work.Campaign, job.Item.Item, job.Item.Attempt, phase, job.Epochs) { ContinuedFrom = job.ContinuedFrom };
}

/// <summary>Adds a trainer to a node.</summary>
public static class TrainerHosting
{
    /// <summary>
    /// Starts a trainer that works for the coordinator registered under <see cref="CoordinatorKey"/> (add that first), and
    /// registers it under <see cref="TrainerKey"/>.
    /// </summary>
    public static AkkaConfigurationBuilder AddTrainer(this AkkaConfigurationBuilder builder, TrainerSettings settings) =>
        builder.WithActors((system, registry) =>
        {
            var coordinator = registry.Get<CoordinatorKey>();
            registry.Register<TrainerKey>(
                system.ActorOf(Props.Create(() => new TrainerActor(settings, coordinator)), "trainer"));
        });
}
