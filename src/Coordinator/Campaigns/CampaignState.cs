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

    /// <summary>The state of a campaign of which only the journal is known, before the rest of the journal and <see cref="Restarted"/>.</summary>
    public static CampaignState Of(CampaignFacts facts) => new CampaignState(facts, DispatchState.Initial).Restarted();

    /// <summary>The state after a restart of the coordinator: facts remain.</summary>
    public CampaignState Restarted() => this with
    {
        Dispatch = DispatchState.Initial with
        {
            Excluded = Dispatch.Excluded,
            Items = Facts is null ? ItemTable.Empty : ItemTable.Of(Facts),
        },
    };

    /// <summary>The state after an event has become durable.</summary>
    public CampaignState Apply(ICampaignEvent happened)
    {
        if (happened is CampaignSubmitted submitted)
        {
            var begun = CampaignFacts.Of(submitted);
            return new CampaignState(begun, Dispatch with { Items = ItemTable.Of(begun) });
        }
        var before = Facts ?? throw new InvalidOperationException($"{happened.GetType().Name} before the submission.");
        var facts = before.Apply(happened);
        var items = Dispatch.Items;
        return new CampaignState(facts, happened switch
        {
            CampaignExtended => Dispatch with { Serving = false, Items = ItemTable.Of(facts) },
            TermBegan => Dispatch with { Serving = true, Attempts = 0 },
            ItemCompleted e => Dispatch with
            {
                Items = items.Complete(e.Item.Value, facts),
                EpochsCompleted = Dispatch.EpochsCompleted + (e.Summary.DivergedAt ?? facts.Spec.Epochs),
            },
            AttemptFailed e => Dispatch with { Items = items.Fail(e.Item.Value) },
            ItemQuarantined e => Dispatch with { Items = items.Quarantine(e.Item.Value) },
            ItemsDiscarded e => Dispatch with { Items = items.Discard(e.Items, facts) },
            QuarantineLifted => Dispatch with { Items = items.LiftQuarantine() },
            _ => Dispatch,
        });
    }
}
