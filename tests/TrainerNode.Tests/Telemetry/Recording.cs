using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Chaos.Actors.TrainerNode.Tests.Telemetry;

/// <summary>Everything that this project's meters and sources tell while it listens.</summary>
internal sealed class Recording : IDisposable
{
    private const string Ours = "Chaos.Actors.";
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ConcurrentQueue<Measured> _measured = [];
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters;

    public Recording()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith(Ours, StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name.StartsWith(Ours, StringComparison.Ordinal)) listener.EnableMeasurementEvents(instrument);
            },
        };
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.Start();
    }

    /// <summary>The names of all that measured something.</summary>
    public IReadOnlySet<string> Instruments => _measured.Select(measured => measured.Instrument).ToHashSet();

    /// <summary>The names of all that was said of a span or a measurement.</summary>
    public IReadOnlySet<string> Attributes =>
        _measured.SelectMany(measured => measured.Tags.Select(tag => tag.Key)).Concat(_spans.SelectMany(span => span.TagObjects.Select(tag => tag.Key))).ToHashSet();

    public IReadOnlyList<Activity> Spans(string name) => [.. _spans.Where(span => span.OperationName == name)];

    /// <summary>The sum of what was told so far of a counter or a histogram.</summary>
    public double Sum(string instrument, params string[] tags) => Of(_measured, instrument, tags).Sum(measured => measured.Value);

    /// <summary>How often something was told of it.</summary>
    public int Count(string instrument) => _measured.Count(measured => measured.Instrument == instrument);

    /// <summary>What observable instruments tell when asked now.</summary>
    public double Observe(string instrument, params string[] tags)
    {
        var before = _measured.Count;
        _meters.RecordObservableInstruments();
        return Of(_measured.Skip(before), instrument, tags).Sum(measured => measured.Value);
    }

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private static IEnumerable<Measured> Of(IEnumerable<Measured> all, string instrument, string[] tags) =>
        all.Where(measured => measured.Instrument == instrument && tags.All(tag => measured.Tags.Any(known => known.Value?.ToString() == tag)));

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue(new Measured(instrument.Name, value, [.. tags.ToArray()]));

    private sealed record Measured(string Instrument, double Value, KeyValuePair<string, object?>[] Tags);
}
