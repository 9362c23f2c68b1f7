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
/// <para>
/// When a handler throws, its supervisor restarts it (Akka's default for an actor at the top, and what is wanted here): slots, queue and
/// outbox lie outside (<see cref="TrainerState"/>), so that a restart loses nothing but the message that could not be handled, and those
/// are all said again: pulls every second, outcomes until they are acknowledged, and what a slot has finished is looked for at each tick.
/// </para>
/// </summary>
public sealed class TrainerActor : UntypedActor, IWithTimers
{
    private readonly TrainerSettings _settings;
    private readonly TrainerState _state;
    private readonly IActorRef _coordinator;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _pulling;
    private bool _idle;
    private int _runningShort;

    private TrainerActor(
        TrainerSettings settings, IActorRef coordinator, Func<IActorRef, ILoggingAdapter, TrainerState> state)
    {
        (_settings, _coordinator) = (settings, coordinator);
        _state = state(Self, _log);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _settings.Time.GetElapsedTime(_state.Started);

    /// <summary>A recipe for one actor: two made of the same would share their slots.</summary>
    /// <param name="settings">How it works.</param>
    /// <param name="coordinator">An actor of the same system, which is the coordinator or stands for it.</param>
    public static Props Props(TrainerSettings settings, IActorRef coordinator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Slots, 1);
        var state = TrainerState.For(settings);
        return Akka.Actor.Props.CreateBy(new Recipe(() => new TrainerActor(settings, coordinator, state)));
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("tick", new Tick(), TimeSpan.FromSeconds(1));
        Pull();
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        // Not what the base class does: it would stop the slots (PostStop).
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var drainer in _state.Drainers)
            drainer.Tell(new Status.Failure(new InvalidOperationException("The trainer has ended before it was drained.")));
        _state.Stop();
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TrainerCommands.Assign assign:
                Take(assign);
                break;
            case SlotFinished:
                Collect();
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
                Collect();
                Pull();
                Resend();
                _state.Telemetry.Observe(Reading());
                break;
            case TrainerCommands.Drain drain:
                Drain(drain);
                break;
            case LeftoversFound found:
                TakeOver(found.Leftovers);
                break;
            case CoordinatorChanged:
                _state.Outbox.Reset();
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
        _state.ToGiveBack.Clear(); // what was told before the pull that this answers has arrived
        _idle = assign.Work is null;
        if (assign.Work is not { } work) return;
        var jobs = assign.Items.Select(item => new SlotJob(work, item)).Where(job => !Holds(job.Key)).ToList();
        if (work.NumericsVersion != NumericsVersion.Current) Decline(work);
        if (_state.IsDraining || work.NumericsVersion != NumericsVersion.Current)
        {
            GiveBack(jobs);
            return;
        }
        foreach (var job in jobs) _state.Queue.AddLast(job);
        StartQueued();
        _runningShort = _state.Queue.Count / 2;
    }

    // A coordinator that knows what this trainer computes does not offer such items. One that does not know must not take it for
    // a failure: other trainers can compute them.
    private void Decline(CampaignWork work)
    {
        if (!_state.Declined.Add(work.Campaign)) return;
        _log.Warning(
            "Campaign {0} follows numerics version {1}, and this program computes {2}: its items are given back.",
            work.Campaign, work.NumericsVersion, NumericsVersion.Current);
    }

    // Whatever has ended, rather than what a message says: the message may be of a job that was given up, or be lost in a restart.
    private void Collect()
    {
        foreach (var slot in _state.Slots)
        {
            if (slot.HasFinished(out var outcome)) Collect(slot, slot.Current!, outcome);
        }
        StartQueued();
        ReportDrained();
        PullWhenShort();
    }

    // The outcome is in the outbox before the slot lets go of it.
    private void Collect(ComputeSlot slot, SlotJob job, ICampaignMessage? outcome)
    {
        if (job.GivenUp) _state.ForgetOnDisk(job.Work.Campaign, job.Item.Item);
        var counts = outcome is not null && !job.Cancellation.IsCancellationRequested;
        if (counts) _state.Outbox.Add(job.Key, job.Item.Item, outcome!, Now);
        slot.Clear();
        _state.ReplicaEpochs += job.ReplicaEpochs;
        if (counts) _coordinator.Tell(outcome);
    }

    private void PullWhenShort()
    {
        if (_state.Queue.Count <= _runningShort && !_pulling && !_state.IsDraining) Pull();
    }

    private void StartQueued()
    {
        foreach (var slot in _state.Slots)
        {
            if (_state.Queue.First is not { } next) return;
            if (slot.Current is not null) continue;
            _state.Queue.RemoveFirst();
            slot.Start(next.Value);
        }
    }

    private void Acknowledge(AttemptKey key)
    {
        if (_state.Outbox.Remove(key) is not { } item) return;
        // Only its own outcome ends an item: an earlier attempt's failure may be acknowledged while the next one runs.
        if (_state.Accused.Remove(key)) _state.ForgetDeaths(key.Campaign, item);
        else _state.ForgetOnDisk(key.Campaign, item);
    }

    // What was running when the process before this one died is given back, or, where it is to blame, counts as a failed attempt. That
    // is not told at once but with the outbox's next round, behind a pull that holds it: else it would be given out before it counts.
    private void TakeOver(IEnumerable<CrashMarkers.Leftover> leftovers)
    {
        foreach (var (key, item, accusation) in leftovers)
        {
            if (accusation is null)
            {
                _state.ToGiveBack.Add(new CrashMarkers.Leftover(key, item, null));
                continue;
            }
            _log.Warning("Item {0} of {1}: the process before this one {2}.", item, key.Campaign, accusation);
            _state.Accused.Add(key);
            _state.Outbox.Add(key, item, new CoordinatorCommands.ItemFailed(
                key.Campaign, item, key.Attempt, _settings.Node, FailureKind.TrainerLost,
                $"The process of {_settings.Node} {accusation}."), Now);
        }
        _state.LeftoversAreKnown = true;
        Pull();
    }

    private void Abandon(AttemptKey key)
    {
        if (_state.Outbox.Remove(key) is { } item)
        {
            _state.Accused.Remove(key);
            _state.ForgetOnDisk(key.Campaign, item);
        }
        if (_state.Queue.FirstOrDefault(job => job.Key == key) is { } queued)
        {
            _state.Queue.Remove(queued);
            _state.ForgetOnDisk(key.Campaign, queued.Item.Item);
        }
        foreach (var slot in _state.Slots)
        {
            if (slot.Current?.Key == key) slot.Current.GiveUp();
        }
        ReportDrained();
    }

    private void Pull()
    {
        if (!_state.LeftoversAreKnown) return;
        GiveBack(_state.ToGiveBack.Select(leftover => (leftover.Key, leftover.Item)));
        var running = Running();
        HeldAttempt[] held =
        [
            .. running.Where(job => !job.Cancellation.IsCancellationRequested).Select(job => Held(job, AttemptPhase.Running)),
            .. _state.Queue.Select(job => Held(job, AttemptPhase.Queued)),
            .. _state.Outbox.Items.Select(entry =>
                new HeldAttempt(entry.Key.Campaign, entry.Item, entry.Key.Attempt, AttemptPhase.Finished, 0)),
        ];
        _pulling = true;
        _coordinator.Tell(new CoordinatorCommands.Pull(
            _settings.Node, _state.IsDraining ? 0 : _state.Slots.Length, _state.Slots.Length - running.Count, held)
        {
            NumericsVersion = NumericsVersion.Current,
        });
    }

    private void Resend()
    {
        foreach (var outcome in _state.Outbox.TakeDue(Now)) _coordinator.Tell(outcome);
    }

    private void Drain(TrainerCommands.Drain drain)
    {
        _state.Drainers.Add(Sender);
        _state.IsDraining = true;
        var jobs = _state.Queue.ToList();
        _state.Queue.Clear();
        if (drain.GiveBackRunning)
        {
            _state.CloseMarkers();
            foreach (var job in Running())
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

    private void GiveBack(IEnumerable<SlotJob> jobs) => GiveBack(jobs.Select(job => (job.Key, job.Item.Item)));

    private void GiveBack(IEnumerable<(AttemptKey Key, ItemIndex Item)> attempts)
    {
        foreach (var group in attempts.GroupBy(attempt => attempt.Key.Campaign))
        {
            _coordinator.Tell(new CoordinatorCommands.GiveBack(
                group.Key,
                _settings.Node,
                [.. group.Select(attempt => new GivenBack(attempt.Item, attempt.Key.Attempt))]));
        }
    }

    private void ReportDrained()
    {
        if (!_state.IsDraining || _state.Outbox.Count > 0 || Running().Count > 0) return;
        foreach (var drainer in _state.Drainers)
        {
            var drained = new TrainerCommands.Drained(_settings.Node);
            _state.AfterDisk(() => drainer.Tell(drained)); // for the process may end then
        }
        _state.Drainers.Clear();
    }

    private TrainerReading Reading()
    {
        var running = Running();
        return new TrainerReading(
            running.Count,
            _state.Slots.Length - running.Count,
            _state.Queue.Count,
            _state.Outbox.Count,
            _state.ReplicaEpochs + running.Sum(job => job.ReplicaEpochs));
    }

    private List<SlotJob> Running() => [.. _state.Slots.Select(slot => slot.Current).OfType<SlotJob>()];

    private bool Holds(AttemptKey key) =>
        _state.Outbox.Contains(key)
        || _state.Queue.Any(job => job.Key == key)
        || _state.Slots.Any(slot => slot.Current?.Key == key);

    private static HeldAttempt Held(SlotJob job, AttemptPhase phase) =>
        new(job.Work.Campaign, job.Item.Item, job.Item.Attempt, phase, job.Epochs) { ContinuedFrom = job.ContinuedFrom };

    private sealed class Recipe(Func<TrainerActor> make) : IIndirectActorProducer
    {
        public Type ActorType => typeof(TrainerActor);

        public ActorBase Produce() => make();

        public void Release(ActorBase actor)
        {
        }
    }
}

/// <summary>Adds a trainer to a node.</summary>
public static class TrainerHosting
{
    /// <summary>
    /// Starts a trainer that works for the coordinator registered under <see cref="CoordinatorKey"/> (add that first), and
    /// registers it under <see cref="TrainerKey"/>.
    /// </summary>
    public static AkkaConfigurationBuilder AddTrainer(this AkkaConfigurationBuilder builder, TrainerSettings settings) =>
        builder.WithActors((system, registry) => registry.Register<TrainerKey>(
            system.ActorOf(TrainerActor.Props(settings, registry.Get<CoordinatorKey>()), "trainer")));
}
