using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Campaigns.Sequencing;

/// <summary>
/// What the actor does for a campaign's sequence, in the order in which it is told. An action on the store has an outcome, which comes
/// back as a <see cref="SequenceInput"/>; if it fails, the campaign is over until it is recovered.
/// </summary>
public abstract record SequenceAction
{
    private SequenceAction()
    {
    }

    /// <summary>Answer somebody.</summary>
    public sealed record Answer(object? Asker, object Message) : SequenceAction;

    /// <summary>Offer a pull to the next campaign.</summary>
    /// <param name="Asker">The trainer.</param>
    /// <param name="Pull">Its pull.</param>
    /// <param name="Given">Items it got so far.</param>
    public sealed record PassOn(object? Asker, CoordinatorCommands.Pull Pull, int Given) : SequenceAction;

    /// <summary>Read the rows that were written last, as far as the facts do not know them, and keep away who knows no more facts.</summary>
    public sealed record ReadLastGroup(CampaignFacts Facts, long Journalled) : SequenceAction;

    /// <summary>
    /// Give the campaign another grid, in one transaction: its rows move to their indices there, or out of it, and rows of other
    /// campaigns with the same content are copied. Nobody who knows fewer facts writes after it.
    /// </summary>
    /// <param name="Campaign">The campaign from now on.</param>
    /// <param name="Excluded">Nodes whose results are left where they are.</param>
    /// <param name="Journalled">How many facts there are.</param>
    public sealed record Extend(StoredCampaign Campaign, ImmutableHashSet<NodeId> Excluded, long Journalled) : SequenceAction;

    /// <summary>Decide from the campaign's rows, which are those of all its items, what its search does next.</summary>
    public sealed record Search(StoredCampaign Campaign) : SequenceAction;

    /// <summary>Write rows, in one transaction.</summary>
    public sealed record WriteRows(StoreBatch Batch) : SequenceAction;

    /// <summary>Journal events, in one transaction.</summary>
    public sealed record Journal(ImmutableArray<ICampaignEvent> Events) : SequenceAction;

    /// <summary>Keep away coordinators that know fewer facts, then find what excluded nodes computed.</summary>
    /// <param name="Facts">The facts.</param>
    /// <param name="Nodes">The nodes.</param>
    /// <param name="Journalled">How many facts there are.</param>
    public sealed record FindExcluded(CampaignFacts Facts, ImmutableHashSet<NodeId> Nodes, long Journalled) : SequenceAction;

    /// <summary>Remove every row that one of these nodes computed, unless another coordinator knows more facts.</summary>
    public sealed record RemoveRows(IReadOnlyList<NodeId> Nodes, long Journalled) : SequenceAction;

    /// <summary>Save a snapshot of what is journalled. Nothing waits for it.</summary>
    public sealed record SaveSnapshot(CampaignSnapshot Snapshot) : SequenceAction;

    /// <summary>Tell the coordinator that the campaign has been recovered, has ended, has begun again or has another priority or grid.</summary>
    public sealed record ReportStatus : SequenceAction;

    /// <summary>Tell the coordinator that nothing which these nodes computed is left.</summary>
    public sealed record ReportExclusionApplied(ImmutableHashSet<NodeId> Nodes) : SequenceAction;
}
