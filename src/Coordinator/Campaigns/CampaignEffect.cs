using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>What a decision asks the actor to do.</summary>
public abstract record CampaignEffect
{
    private CampaignEffect()
    {
    }

    /// <summary>Answer whoever sent the command.</summary>
    public sealed record Reply(object Message) : CampaignEffect;

    /// <summary>Write the result's row, before the decision's events become durable.</summary>
    public sealed record StoreResult(CoordinatorCommands.ResultReady Result) : CampaignEffect;

    /// <summary>
    /// Give the campaign the grid of a submission, and the items of it that are in the database: nothing else of it is decided before
    /// <see cref="CampaignInternals.Extended"/> says what came of it.
    /// </summary>
    public sealed record Extend(CampaignCommands.Submit Submit) : CampaignEffect;

    /// <summary>Remove every row that one of these nodes computed, after the decision's events have become durable.</summary>
    public sealed record RemoveRows(IReadOnlyList<NodeId> Nodes) : CampaignEffect;

    /// <summary>Offer the pull to the next campaign: <paramref name="Given"/> items it got, and it has room for more.</summary>
    public sealed record PassOn(CoordinatorCommands.Pull Pull, int Given) : CampaignEffect;
}
