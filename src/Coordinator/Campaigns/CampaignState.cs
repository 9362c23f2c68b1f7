using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Messages.Journal;
using static Chaos.Actors.Messages.Journal.CampaignEvents;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>A campaign: what is journalled, and who computes what. Immutable.</summary>
/// <param name="Facts">What is journalled; null before the campaign is submitted.</param>
/// <param name="Dispatch">Who computes what.</param>
public sealed record CampaignState(CampaignFacts? Facts, DispatchState Dispatch)
{
    /// <summary>No campaign yet.</summary>
    public static CampaignState Initial { get; } = new(null, DispatchState.Initial);

    /// <summary>Items that no trainer holds and that may be assigned.</summary>
    public long Pending => Facts is null
        ? 0
        : Facts.Done.Size - Facts.Done.Count - Facts.Quarantined - Dispatch.Leases.Items
            - Dispatch.Committing.Count(item => Dispatch.Leases.CountOf(item) == 0 && !Facts.IsQuarantined(item));

    /// <summary>The state after a restart of the coordinator: facts remain.</summary>
    public CampaignState Restarted() =>
        this with { Dispatch = DispatchState.Initial with { Excluded = Dispatch.Excluded } };

    /// <summary>The state after an event has become durable.</summary>
    public CampaignState Apply(ICampaignEvent happened)
    {
        if (happened is CampaignSubmitted submitted) return this with { Facts = CampaignFacts.Of(submitted) };
        var before = Facts ?? throw new InvalidOperationException($"{happened.GetType().Name} before the submission.");
        var facts = before.Apply(happened);
        return new CampaignState(facts, happened switch
        {
            TermBegan => Dispatch with { Serving = true, Attempts = 0 },
            ItemCompleted e => Completed(facts, e),
            AttemptFailed e => Released(facts, e.Item.Value),
            ItemQuarantined e => Dispatch with
            {
                Committing = Dispatch.Committing.Remove(e.Item.Value),
                Requeued = Dispatch.Requeued.Remove(e.Item.Value),
            },
            // Done items are in no other place: the walk from the first of them on finds all.
            ItemsDiscarded e => Dispatch with
            {
                Cursor = e.Items.Aggregate(Dispatch.Cursor, (cursor, item) => Math.Min(cursor, item.Value)),
            },
            QuarantineLifted => before.Failures
                .Where(failed => failed.Value.Quarantined)
                .Aggregate(Dispatch, (dispatch, failed) => dispatch.Requeue(failed.Key)),
            _ => Dispatch,
        });
    }

    private DispatchState Completed(CampaignFacts facts, ItemCompleted e) => Dispatch with
    {
        Committing = Dispatch.Committing.Remove(e.Item.Value),
        Requeued = Dispatch.Requeued.Remove(e.Item.Value),
        EpochsCompleted = Dispatch.EpochsCompleted + (e.Summary.DivergedAt ?? facts.Spec.Epochs),
    };

    private DispatchState Released(CampaignFacts facts, long item)
    {
        var dispatch = Dispatch with { Committing = Dispatch.Committing.Remove(item) };
        return facts.Done.Contains(item) || facts.IsQuarantined(item) ? dispatch : dispatch.Requeue(item);
    }
}
