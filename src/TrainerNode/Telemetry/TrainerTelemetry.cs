using System.Diagnostics;
using System.Diagnostics.Metrics;
using Chaos.Actors.Cluster.Telemetry;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;
using Microsoft.Extensions.Logging;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Chaos.Actors.TrainerNode.Telemetry;

/// <summary>
/// A trainer's metrics and spans. Its actor leaves a reading here once a second, and a slot's thread measures each item from
/// outside: an epoch costs nothing but the counter that pulls read too.
/// </summary>
internal sealed partial class TrainerTelemetry : IDisposable
{
    private static readonly ActivitySource Source = new(TelemetryNames.Trainer);

    // From a toy task to full MNIST for thousands of epochs.
    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries =
            [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000],
    };

    private readonly Meter _meter = new(TelemetryNames.Trainer);
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _durations;
    private readonly ILogger _log;
    private readonly NodeId _node;
    private readonly TimeProvider _time;
    private TrainerReading _reading;

    public TrainerTelemetry(TrainerSettings settings)
    {
        (_log, _node, _time) = (settings.Log, settings.Node, settings.Time);
        _reading = new TrainerReading(0, settings.Slots, 0, 0, 0);
        _meter.CreateObservableUpDownCounter("chaos_actors.trainer.slots", () => Slots(Reading), "{slot}", "Slots by what they do.");
        _meter.CreateObservableUpDownCounter(
            "chaos_actors.trainer.queue", () => Reading.Queued, "{item}", "Items that wait for a slot.");
        _meter.CreateObservableUpDownCounter(
            "chaos_actors.trainer.outbox", () => Reading.Outbox, "{outcome}", "Outcomes the coordinator has not acknowledged.");
        _meter.CreateObservableCounter(
            "chaos_actors.trainer.replica_epochs", () => Reading.ReplicaEpochs, "{epoch}",
            "Epochs of single networks: those of an item times one more than its replicas.");
        _attempts = _meter.CreateCounter<long>("chaos_actors.trainer.attempts", "{attempt}", "Attempts by outcome.");
        _durations = _meter.CreateHistogram(
            "chaos_actors.trainer.item.duration", "s", "Time a completed item took.", advice: Durations);
        foreach (var outcome in (string[])["completed", "failed", "cancelled"]) Count(outcome, 0);
    }

    private TrainerReading Reading => Volatile.Read(ref _reading);

    /// <summary>Once a second: what the trainer does.</summary>
    public void Observe(TrainerReading reading) => Volatile.Write(ref _reading, reading);

    /// <summary>Computes an item and measures that. Called on a slot's thread.</summary>
    public ICampaignMessage? Measure(SlotJob job, Func<SlotJob, ICampaignMessage?> compute)
    {
        using var span = Begin(job);
        var started = _time.GetTimestamp();
        var outcome = compute(job);
        var name = outcome switch
        {
            null => "cancelled",
            CoordinatorCommands.ItemFailed => "failed",
            _ => "completed",
        };
        Count(name, 1);
        if (outcome is CoordinatorCommands.ResultReady) _durations.Record(_time.GetElapsedTime(started).TotalSeconds);
        if (outcome is CoordinatorCommands.ItemFailed failed)
        {
            span?.SetStatus(ActivityStatusCode.Error, failed.Error);
            // Here, where the span is the current one, and not through the actor system's log, which hands entries to another
            // thread: so the entry has the span's ids.
            LogFailed(failed.Item, failed.Campaign, failed.Error);
        }
        span?.SetTag(TelemetryNames.Outcome, name);
        span?.SetTag("chaos_actors.attempt.epochs", job.Epochs);
        return outcome;
    }

    public void Dispose() => _meter.Dispose();

    // Without a parent the item is not one of those that are traced.
    private Activity? Begin(SlotJob job)
    {
        if (!ActivityContext.TryParse(job.Item.TraceParent, null, isRemote: true, out var item)) return null;
        var span = Source.StartActivity("attempt", ActivityKind.Internal, item);
        span?.SetTag(TelemetryNames.Campaign, job.Work.Campaign.Value);
        span?.SetTag(TelemetryNames.Item, job.Item.Item.Value);
        span?.SetTag(TelemetryNames.Attempt, job.Item.Attempt.ToString());
        span?.SetTag(TelemetryNames.NodeName, _node.Value);
        return span;
    }

    private void Count(string outcome, int count) => _attempts.Add(count, new Tag(TelemetryNames.Outcome, outcome));

    [LoggerMessage(205, LogLevel.Warning, "Item {Item} of campaign {Campaign} failed: {Error}")]
    private partial void LogFailed(ItemIndex item, CampaignId campaign, string error);

    private static Measurement<int>[] Slots(TrainerReading reading) =>
    [
        new(reading.Busy, new Tag(TelemetryNames.SlotState, "busy")),
        new(reading.Free, new Tag(TelemetryNames.SlotState, "free")),
    ];
}
