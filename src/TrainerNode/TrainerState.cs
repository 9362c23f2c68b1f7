using Akka.Actor;
using Akka.Event;
using Chaos.Actors.Messages;
using Chaos.Actors.TrainerNode.Checkpoints;
using Chaos.Actors.TrainerNode.Telemetry;
using static Chaos.Actors.TrainerNode.TrainerInternals;

namespace Chaos.Actors.TrainerNode;

/// <summary>
/// What a trainer must not lose when its actor is restarted after a failure: the slots and what they compute, the items that wait, the
/// outcomes that nobody has acknowledged, and who waits for it to be drained. Each incarnation of the actor is given the same one, and
/// only that actor touches it.
/// </summary>
internal sealed class TrainerState
{
    private static readonly TimeSpan TimeToTidyUp = TimeSpan.FromSeconds(2);
    private readonly DiskThread? _disk;

    private TrainerState(TrainerSettings settings, IActorRef trainer, ILoggingAdapter log)
    {
        Started = settings.Time.GetTimestamp();
        Telemetry = new TrainerTelemetry(settings);
        if (settings.Checkpoints is { } kept)
        {
            Checkpoints = new CheckpointFolder(kept, settings.Time, log);
            Markers = new CrashMarkers(Path.Combine(kept.Folder, "running"), new OutOfMemoryKills(settings.Time), log);
            _disk = new DiskThread(log);
        }
        LeftoversAreKnown = Markers is null;
        var runner = new ItemRunner(settings.Node, settings.Computation, Checkpoints, Markers, settings.Time, log);
        Slots = [.. Enumerable.Range(0, settings.Slots).Select(slot => new ComputeSlot(
            slot, settings.Nice, job => Telemetry.Measure(job, runner.Run), job => trainer.Tell(new SlotFinished(job))))];
        if (Markers is { } markers && Checkpoints is { } checkpoints)
        {
            OnDisk(() => trainer.Tell(new LeftoversFound(markers.Leftovers())));
            OnDisk(checkpoints.RemoveLeftovers);
        }
    }

    public ComputeSlot[] Slots { get; }

    public LinkedList<SlotJob> Queue { get; } = [];

    public Outbox Outbox { get; } = new();

    public TrainerTelemetry Telemetry { get; }

    /// <summary>When it began, on the settings' clock.</summary>
    public long Started { get; }

    /// <summary>Whether it is known what ran when an earlier process died. Before that nothing is asked for.</summary>
    public bool LeftoversAreKnown { get; set; }

    /// <summary>Attempts of an earlier process that are to be given back, since nothing speaks against their items.</summary>
    public List<CrashMarkers.Leftover> ToGiveBack { get; } = [];

    /// <summary>Attempts of an earlier process whose failure is told: their items' checkpoints stay.</summary>
    public HashSet<AttemptKey> Accused { get; } = [];

    /// <summary>Campaigns that follow another numerics version.</summary>
    public HashSet<CampaignId> Declined { get; } = [];

    /// <summary>Who waits to be told that nothing is held any more.</summary>
    public List<IActorRef> Drainers { get; } = [];

    public bool IsDraining { get; set; }

    /// <summary>Epochs of single networks, of items that have ended.</summary>
    public long ReplicaEpochs { get; set; }

    private CheckpointFolder? Checkpoints { get; }

    private CrashMarkers? Markers { get; }

    /// <summary>What gives every incarnation of one actor the same state, made for the first.</summary>
    public static Func<IActorRef, ILoggingAdapter, TrainerState> For(TrainerSettings settings)
    {
        TrainerState? state = null;
        return (trainer, log) => state ??= new TrainerState(settings, trainer, log);
    }

    /// <summary>Forgets all that lies on the disk about an item.</summary>
    public void ForgetOnDisk(CampaignId campaign, ItemIndex item) => OnDisk(() =>
    {
        Markers?.Forget(campaign, item);
        Checkpoints?.Remove(campaign, item);
    });

    /// <summary>Forgets that processes died while they computed an item; its checkpoint stays.</summary>
    public void ForgetDeaths(CampaignId campaign, ItemIndex item) => OnDisk(() => Markers?.Forget(campaign, item));

    /// <summary>What runs from now on is stopped by request, and accused of nothing.</summary>
    public void CloseMarkers() => OnDisk(() => Markers?.Close());

    /// <summary>Does something when the disk is up to date.</summary>
    public void AfterDisk(Action action)
    {
        if (_disk is null) action();
        else OnDisk(action);
    }

    /// <summary>Ends the threads.</summary>
    public void Stop()
    {
        foreach (var slot in Slots) slot.Stop();
        CloseMarkers();
        _disk?.Stop(TimeToTidyUp);
        Telemetry.Dispose();
    }

    private void OnDisk(Action action) => _disk?.Post(action);
}
