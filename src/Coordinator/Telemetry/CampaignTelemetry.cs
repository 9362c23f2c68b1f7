using System.Collections.Immutable;
using Chaos.Actors.Cluster.Telemetry;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;
using static Chaos.Actors.Messages.Journal.CampaignEvents;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Chaos.Actors.Coordinator.Telemetry;

/// <summary>What a campaign's actor tells of itself. Used by that actor alone, so that it needs no lock.</summary>
internal sealed class CampaignTelemetry
{
    private readonly CoordinatorTelemetry _coordinator;
    private readonly CampaignId _campaign;
    private readonly CampaignTrace _trace;
    private readonly TimeProvider _time;
    private long _stepBegan;

    public CampaignTelemetry(CoordinatorTelemetry coordinator, CampaignId campaign, CoordinatorSettings settings)
    {
        (_coordinator, _campaign, _time) = (coordinator, campaign, settings.Time);
        _trace = new CampaignTrace(campaign, settings.TracedItems, settings.Time);
        // A series that begins with its first failure shows no increase then.
        foreach (var kind in Enum.GetValues<FailureKind>()) CountFailures(kind, 0);
        coordinator.StorageFailures.Add(0, Name);
    }

    private Tag Name => new(TelemetryNames.Campaign, _campaign.Value);

    /// <summary>Once a second: where the campaign stands.</summary>
    public void Observe(CampaignState state, int waiting)
    {
        if (state.Facts is { } facts) _coordinator.Observe(_campaign, CampaignReading.Of(state, facts, waiting));
    }

    /// <summary>A group is about to be written.</summary>
    public void GroupBegins() => _stepBegan = _time.GetTimestamp();

    /// <summary>Its results are written, and its events are about to be journalled.</summary>
    public void GroupStored()
    {
        _coordinator.ResultsWrite.Record(_time.GetElapsedTime(_stepBegan).TotalSeconds);
        _stepBegan = _time.GetTimestamp();
    }

    /// <summary>Its events are durable and applied.</summary>
    public void GroupJournalled(ImmutableArray<ICampaignEvent> events, CampaignFacts facts)
    {
        _coordinator.JournalWrite.Record(_time.GetElapsedTime(_stepBegan).TotalSeconds);
        _coordinator.JournalledEvents.Add(events.Length);
        foreach (var happened in events)
        {
            switch (happened)
            {
                case TermBegan:
                    _trace.BeginTerm(facts);
                    break;
                case ItemCompleted completed:
                    _trace.Complete(completed);
                    break;
                case AttemptFailed failed:
                    CountFailures(failed.Kind, 1);
                    _trace.Fail(failed);
                    break;
                case ItemQuarantined quarantined:
                    _trace.Quarantine(quarantined);
                    break;
            }
        }
        _trace.ObservePhase(facts);
    }

    /// <summary>A message as it is sent: an assignment takes the spans of its items along.</summary>
    public object Traced(object message) => message is TrainerCommands.Assign assign ? _trace.Traced(assign) : message;

    /// <summary>The store failed.</summary>
    public void StorageFailed() => _coordinator.StorageFailures.Add(1, Name);

    /// <summary>The actor stops.</summary>
    public void Stop()
    {
        _coordinator.Forget(_campaign);
        _trace.Stop();
    }

    private void CountFailures(FailureKind kind, int count) => _coordinator.FailedAttempts.Add(
        count, Name, new Tag(TelemetryNames.ErrorType, CoordinatorTelemetry.Snake(kind.ToString())));
}
