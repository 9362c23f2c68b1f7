using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>What the coordinator and its campaigns tell each other. Never leaves the process.</summary>
public static class CampaignInternals
{
    /// <summary>A trainer pulls.</summary>
    /// <param name="Pull">The pull.</param>
    /// <param name="Given">Items other campaigns already gave in answer to it.</param>
    /// <param name="MayAssign">Whether this campaign may give it items (else only the leases are renewed).</param>
    /// <param name="MayCopy">Whether these may be copies: no other campaign could use the slot.</param>
    /// <param name="Slots">The most slots it may fill.</param>
    public sealed record Offer(
        CoordinatorCommands.Pull Pull, int Given, bool MayAssign, bool MayCopy, int Slots = PullRoute.Unlimited)
    {
        /// <summary>How long an item of each campaign takes, where that is known.</summary>
        public IReadOnlyDictionary<CampaignId, TimeSpan> Means { get; init; } = ImmutableDictionary<CampaignId, TimeSpan>.Empty;
    }

    /// <summary>A campaign could not fill the trainer that sent the pull.</summary>
    public sealed record Unfilled(CampaignId Campaign, CoordinatorCommands.Pull Pull, int Given);

    /// <summary>Time has passed.</summary>
    public sealed record Tick;

    /// <summary>The campaign has been recovered.</summary>
    /// <param name="Written">
    /// What was written last into the results database and the journal does not know: the coordinator died in between.
    /// </param>
    public sealed record Recovered(LastWrite Written);

    /// <summary>The campaign's rows are those of a submission's grid.</summary>
    /// <param name="Submit">The submission.</param>
    /// <param name="Items">What of it is there.</param>
    public sealed record Extended(CampaignCommands.Submit Submit, StoredItems Items);

    /// <summary>These nodes, and no others, are excluded from now on.</summary>
    public sealed record ExclusionChanged(ImmutableHashSet<NodeId> Nodes);

    /// <summary>What excluded nodes computed, as it was found while nothing was being written.</summary>
    /// <param name="Nodes">Those of them of which there are rows.</param>
    /// <param name="Items">Their items, as far as these are done.</param>
    /// <param name="Cells">The aggregates of these items' cells without them.</param>
    public sealed record Discard(
        IReadOnlyList<NodeId> Nodes, IReadOnlyList<ItemIndex> Items, IReadOnlyList<CellAggregate> Cells);

    /// <summary>Nothing that these nodes computed is left in the campaign.</summary>
    public sealed record ExclusionApplied(CampaignId Campaign, ImmutableHashSet<NodeId> Nodes);

    /// <summary>The campaign has been recovered, has ended, has begun again or has another priority.</summary>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Priority">Its priority.</param>
    /// <param name="Settled">Its status if it is settled, else null.</param>
    public sealed record StatusChanged(CampaignId Campaign, int Priority, CampaignStatus? Settled);

    /// <summary>A client's question, with the client as its sender: it is answered, and <see cref="Answered"/> tells the coordinator so.</summary>
    /// <param name="Number">The coordinator's number for it.</param>
    /// <param name="Message">The question.</param>
    public sealed record Question(long Number, ICampaignMessage Message);

    /// <summary>The client that asked a question has its answer.</summary>
    public sealed record Answered(long Number);

    /// <summary>The campaign stops because its store is out of reach for a while; it may be started again.</summary>
    public sealed record Interrupted(CampaignId Campaign, string Reason);

    /// <summary>The campaign stops because its store failed.</summary>
    public sealed record Broken(CampaignId Campaign, string Reason);
}
