using System.Collections.Immutable;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Campaigns.Sequencing;

/// <summary>What a campaign's sequence goes on by: messages, and the outcomes of its actions.</summary>
public abstract record SequenceInput
{
    private SequenceInput()
    {
    }

    /// <summary>Snapshot and journal have been replayed.</summary>
    /// <param name="Journalled">How many events the journal holds.</param>
    public sealed record Replayed(long Journalled) : SequenceInput;

    /// <summary>Somebody wants something decided, or time has passed.</summary>
    /// <param name="Message">What.</param>
    /// <param name="Asker">Who; whatever the actor knows them by.</param>
    public sealed record Arrived(object Message, object? Asker) : SequenceInput;

    /// <summary>These nodes, and no others, are excluded from now on.</summary>
    public sealed record ExclusionChanged(ImmutableHashSet<NodeId> Nodes) : SequenceInput;

    /// <summary>Outcome of <see cref="SequenceAction.ReadLastGroup"/>.</summary>
    /// <param name="Written">As far as the journal does not know of it.</param>
    public sealed record LastGroupRead(LastWrite Written) : SequenceInput;

    /// <summary>Outcome of <see cref="SequenceAction.Extend"/>.</summary>
    public sealed record Extended(StoredItems Items) : SequenceInput;

    /// <summary>Outcome of <see cref="SequenceAction.Search"/>.</summary>
    /// <param name="Next">The campaign in its next round, or with its search ended.</param>
    public sealed record Searched(CampaignSpec Next) : SequenceInput;

    /// <summary>Outcome of <see cref="SequenceAction.WriteRows"/>.</summary>
    public sealed record RowsWritten : SequenceInput;

    /// <summary>Outcome of <see cref="SequenceAction.Journal"/>.</summary>
    public sealed record EventsJournalled : SequenceInput;

    /// <summary>Outcome of <see cref="SequenceAction.FindExcluded"/>.</summary>
    public sealed record ExcludedFound(CampaignInternals.Discard Discard) : SequenceInput;

    /// <summary>Outcome of <see cref="SequenceAction.RemoveRows"/>.</summary>
    public sealed record RowsRemoved : SequenceInput;
}
