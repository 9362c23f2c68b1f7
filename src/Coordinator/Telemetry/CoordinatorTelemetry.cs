using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Chaos.Actors.Cluster.Telemetry;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Trainers;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Chaos.Actors.Coordinator.Telemetry;

/// <summary>
/// The coordinator's metrics. They live and end with the coordinator: a node that no longer is the active one must not go on
/// showing what it last knew. Gauges are read from what actors left here; nothing is computed for them but when collected.
/// </summary>
internal sealed class CoordinatorTelemetry : IDisposable
{
    // From a fast disk's commit to one that makes trainers wait.
    private static readonly InstrumentAdvice<double> Writes = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private readonly Meter _meter = new(TelemetryNames.Coordinator);
    private readonly ConcurrentDictionary<CampaignId, CampaignReading> _campaigns = new();
    private readonly ConcurrentDictionary<NodeId, (int Slots, int Free, long Seen)> _trainers = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _silence;

    public CoordinatorTelemetry(CoordinatorSettings settings)
    {
        (_time, _silence) = (settings.Time, settings.Dispatch.LeaseDuration);

        Gauge("chaos_actors.coordinator.active", "{coordinator}", "1 where the active coordinator is.", () => [new(1)]);
        Gauge("chaos_actors.coordinator.trainers", "{trainer}", "Trainers that pulled within the lease duration.",
            () => [new(Trainers().Count)]);
        Gauge("chaos_actors.coordinator.slots", "{slot}", "Slots of those trainers, as they last reported.", Slots);
        Gauge("chaos_actors.campaign.phase", "{campaign}", "1 for the phase the campaign is in.",
            () => PerCampaign(reading => Enum.GetValues<CampaignPhase>().Select(phase =>
                (reading.Phase == phase ? 1L : 0, (Tag[])[new(TelemetryNames.Phase, Snake(phase.ToString()))]))));
        Gauge("chaos_actors.campaign.items", "{item}", "Items of the grid by state.",
            () => PerCampaign(reading => reading.Items.Select(item =>
                (item.Count, (Tag[])[new(TelemetryNames.ItemState, item.State)]))));
        Gauge("chaos_actors.campaign.leases", "{lease}", "Attempts in the hands of trainers, copies included.",
            () => PerCampaign(reading => [(reading.Leases, [])]));
        Gauge("chaos_actors.campaign.left_out", "{trainer}", "Trainers that ask in vain: excluded, or of another numerics version.",
            () => PerCampaign(reading => [(reading.LeftOut, [])]));
        Gauge("chaos_actors.journal.queue", "{decision}", "Decisions that wait for the next group commit.",
            () => PerCampaign(reading => [(reading.Waiting, [])]));
        _meter.CreateObservableCounter("chaos_actors.campaign.stale_reports",
            () => PerCampaign(reading => [(reading.StaleReports, [])]), "{report}",
            "Results and reports of attempts that no longer counted.");
        _meter.CreateObservableCounter("chaos_actors.campaign.expired_leases",
            () => PerCampaign(reading => [(reading.ExpiredLeases, [])]), "{lease}",
            "Leases taken back because their trainer fell silent.");

        FailedAttempts = _meter.CreateCounter<long>("chaos_actors.campaign.failed_attempts", "{attempt}", "Attempts that failed.");
        JournalledEvents = _meter.CreateCounter<long>("chaos_actors.journal.events", "{event}", "Facts journalled.");
        JournalWrite = _meter.CreateHistogram(
            "chaos_actors.journal.write.duration", "s", "Time a group of facts takes into the journal.", advice: Writes);
        ResultsWrite = _meter.CreateHistogram(
            "chaos_actors.results.write.duration", "s", "Time the results of a group take into the results table.", advice: Writes);
        StorageFailures = _meter.CreateCounter<long>(
            "chaos_actors.storage.failures", "{failure}", "How often a campaign stopped because its store failed.");
    }

    public Counter<long> FailedAttempts { get; }

    public Counter<long> JournalledEvents { get; }

    public Histogram<double> JournalWrite { get; }

    public Histogram<double> ResultsWrite { get; }

    public Counter<long> StorageFailures { get; }

    public void Observe(CoordinatorCommands.Pull pull)
    {
        // A trainer that drains counts no slots any more.
        if (pull.Slots == 0) _trainers.TryRemove(pull.Node, out _);
        else _trainers[pull.Node] = (pull.Slots, pull.Free, _time.GetTimestamp());
    }

    public void Observe(CampaignId campaign, CampaignReading reading) => _campaigns[campaign] = reading;

    public void Forget(CampaignId campaign) => _campaigns.TryRemove(campaign, out _);

    public void Dispose() => _meter.Dispose();

    /// <summary>A name of ours as attributes spell values.</summary>
    public static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    private void Gauge(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> observe) =>
        _meter.CreateObservableUpDownCounter(name, observe, unit, description);

    private List<Measurement<long>> PerCampaign(Func<CampaignReading, IEnumerable<(long Value, Tag[] Tags)>> select) =>
        [.. _campaigns.SelectMany(campaign => select(campaign.Value).Select(measured => new Measurement<long>(
            measured.Value, [new Tag(TelemetryNames.Campaign, campaign.Key.Value), .. measured.Tags])))];

    private List<Measurement<long>> Slots()
    {
        var trainers = Trainers();
        var free = trainers.Sum(trainer => trainer.Free);
        return
        [
            new(trainers.Sum(trainer => trainer.Slots) - free, new Tag(TelemetryNames.SlotState, "busy")),
            new(free, new Tag(TelemetryNames.SlotState, "free")),
        ];
    }

    private List<(int Slots, int Free)> Trainers()
    {
        foreach (var (node, (_, _, seen)) in _trainers)
        {
            if (_time.GetElapsedTime(seen) > _silence) _trainers.TryRemove(node, out _);
        }
        return [.. _trainers.Values.Select(trainer => (trainer.Slots, trainer.Free))];
    }
}
