using System.Collections.Immutable;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Campaigns.Sequencing;

/// <summary>What a campaign waits for from its store: one thing at a time.</summary>
public abstract record StoreWork
{
    private StoreWork()
    {
    }

    /// <summary>Snapshot and journal.</summary>
    public sealed record Replaying : StoreWork;

    /// <summary>Nothing.</summary>
    public sealed record None : StoreWork;

    /// <summary>After a recovery: the rows of the group that was written last.</summary>
    public sealed record ReadingLastGroup : StoreWork;

    /// <summary>That the rows of a group are written.</summary>
    public sealed record WritingRows(DecisionGroup Group) : StoreWork;

    /// <summary>That the events of a group are journalled.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Excluded">If it discards what excluded nodes computed: these nodes; else null.</param>
    public sealed record Journalling(DecisionGroup Group, ImmutableHashSet<NodeId>? Excluded) : StoreWork;

    /// <summary>That the rows of a new grid are in their places.</summary>
    public sealed record Extending : StoreWork;

    /// <summary>What the campaign's search does next.</summary>
    public sealed record Searching : StoreWork;

    /// <summary>Which results excluded nodes computed.</summary>
    public sealed record FindingExcluded(ImmutableHashSet<NodeId> Nodes) : StoreWork;

    /// <summary>That the rows of excluded nodes are removed.</summary>
    public sealed record RemovingRows(ImmutableHashSet<NodeId> Nodes) : StoreWork;
}
