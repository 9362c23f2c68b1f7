using System.Collections.Immutable;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>A trainer, as last heard of.</summary>
/// <param name="Slots">Its slots.</param>
/// <param name="LastSeen">When it last pulled.</param>
/// <param name="LeftOut">Why it gets no items; null if it may get some.</param>
public sealed record TrainerNodeState(int Slots, TimeSpan LastSeen, string? LeftOut = null);

/// <summary>
/// What is not journalled: who computes what. After a restart it is empty, and the trainers' reports fill it again.
/// </summary>
public sealed record DispatchState
{
    /// <summary>Nothing in flight, nobody known.</summary>
    public static DispatchState Initial { get; } = new();

    /// <summary>Whether the term is journalled, so that attempts may be numbered in it.</summary>
    public bool Serving { get; init; }

    /// <summary>Attempts given out in this term.</summary>
    public uint Attempts { get; init; }

    /// <summary>Where every item is.</summary>
    public ItemTable Items { get; init; } = ItemTable.Empty;

    /// <summary>The trainers that pull.</summary>
    public ImmutableDictionary<NodeId, TrainerNodeState> Nodes { get; init; } =
        ImmutableDictionary<NodeId, TrainerNodeState>.Empty;

    /// <summary>When it was last looked for what had expired; null before the first time.</summary>
    public TimeSpan? Ticked { get; init; }

    /// <summary>The nodes that are not trusted. A restart does not forget them: the coordinator says who they are.</summary>
    public ImmutableHashSet<NodeId> Excluded { get; init; } = [];

    /// <summary>Reports and results of attempts that did not count any more.</summary>
    public long StaleReports { get; init; }

    /// <summary>Leases taken back because their trainer fell silent.</summary>
    public long ExpiredLeases { get; init; }

    /// <summary>Epochs of the items completed since this state began.</summary>
    public long EpochsCompleted { get; init; }

    /// <summary>
    /// Epochs of items, running or completed since, that somebody had done before: an earlier attempt, from whose checkpoint
    /// they continue, or a trainer before it was first heard of. They say nothing about the present rate.
    /// </summary>
    public long EpochsTakenOver { get; init; }

    /// <summary>The epochs that have been computed since this state began, to measure a rate by.</summary>
    public long EpochsComputed => EpochsCompleted + Items.Leases.Sum(lease => (long)lease.Epochs) - EpochsTakenOver;

    /// <summary>The state as if every trainer had just reported all it holds.</summary>
    public DispatchState Renew(TimeSpan now, TimeSpan deadline) => this with
    {
        Nodes = Nodes.SetItems(Nodes.Select(node => KeyValuePair.Create(node.Key, node.Value with { LastSeen = now }))),
        Items = Items.Leases.Aggregate(Items, (items, lease) => items.Update(lease with { Deadline = deadline })),
        Ticked = now,
    };
}
