using System.Collections.Immutable;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>What a command leads to.</summary>
/// <param name="State">The state from now on (the events are applied to it when they are durable).</param>
/// <param name="Events">Facts to make durable.</param>
/// <param name="Effects">What to do then; at once if there are no events.</param>
public sealed record Decision(
    CampaignState State, ImmutableArray<ICampaignEvent> Events, ImmutableArray<CampaignEffect> Effects)
{
    /// <summary>Nothing but a new state, or not even that.</summary>
    public static Decision Of(CampaignState state) => new(state, [], []);

    /// <summary>Only an answer.</summary>
    public static Decision Reply(CampaignState state, object message) => new(state, [], [new CampaignEffect.Reply(message)]);

    /// <summary>The decision with further events.</summary>
    public Decision With(params ReadOnlySpan<ICampaignEvent> events) => this with { Events = Events.AddRange(events) };

    /// <summary>The decision with a further effect.</summary>
    public Decision With(CampaignEffect effect) => this with { Effects = Effects.Add(effect) };
}
