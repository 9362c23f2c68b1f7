using System.Collections.Immutable;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>Everything in flight: an immutable table, found by attempt and by item and counted by node.</summary>
public sealed class LeaseTable
{
    private readonly ImmutableDictionary<AttemptId, Lease> _byAttempt;
    private readonly ImmutableDictionary<long, ImmutableArray<AttemptId>> _byItem;
    private readonly ImmutableDictionary<NodeId, int> _countByNode;

    private LeaseTable(
        ImmutableDictionary<AttemptId, Lease> byAttempt,
        ImmutableDictionary<long, ImmutableArray<AttemptId>> byItem,
        ImmutableDictionary<NodeId, int> countByNode)
    {
        _byAttempt = byAttempt;
        _byItem = byItem;
        _countByNode = countByNode;
    }

    /// <summary>Nothing in flight.</summary>
    public static LeaseTable Empty { get; } = new(
        ImmutableDictionary<AttemptId, Lease>.Empty,
        ImmutableDictionary<long, ImmutableArray<AttemptId>>.Empty,
        ImmutableDictionary<NodeId, int>.Empty);

    /// <summary>All leases, in no order.</summary>
    public IEnumerable<Lease> All => _byAttempt.Values;

    /// <summary>Number of leases.</summary>
    public int Count => _byAttempt.Count;

    /// <summary>Number of items with a lease.</summary>
    public int Items => _byItem.Count;

    /// <summary>The lease of an attempt, or null.</summary>
    public Lease? Find(AttemptId attempt) => _byAttempt.GetValueOrDefault(attempt);

    /// <summary>How many leases an item has.</summary>
    public int CountOf(long item) => _byItem.TryGetValue(item, out var attempts) ? attempts.Length : 0;

    /// <summary>Whether a node has a lease of an item.</summary>
    public bool Has(long item, NodeId node) =>
        _byItem.TryGetValue(item, out var attempts) && attempts.Any(attempt => _byAttempt[attempt].Node == node);

    /// <summary>How many leases a node has.</summary>
    public int CountOf(NodeId node) => _countByNode.GetValueOrDefault(node);

    /// <summary>The table with a new lease.</summary>
    public LeaseTable Add(Lease lease) => new(
        _byAttempt.Add(lease.Attempt, lease),
        _byItem.SetItem(lease.Item, _byItem.GetValueOrDefault(lease.Item, []).Add(lease.Attempt)),
        _countByNode.SetItem(lease.Node, CountOf(lease.Node) + 1));

    /// <summary>The table with a lease that is there in a new state, of the same item, attempt and node.</summary>
    public LeaseTable Update(Lease lease) => new(_byAttempt.SetItem(lease.Attempt, lease), _byItem, _countByNode);

    /// <summary>The table without a lease.</summary>
    public LeaseTable Remove(Lease lease)
    {
        var rest = _byItem[lease.Item].Remove(lease.Attempt);
        var count = CountOf(lease.Node) - 1;
        return new LeaseTable(
            _byAttempt.Remove(lease.Attempt),
            rest.IsEmpty ? _byItem.Remove(lease.Item) : _byItem.SetItem(lease.Item, rest),
            count == 0 ? _countByNode.Remove(lease.Node) : _countByNode.SetItem(lease.Node, count));
    }

    /// <summary>The table without any lease of an item.</summary>
    public LeaseTable RemoveItem(long item)
    {
        var table = this;
        foreach (var attempt in _byItem.GetValueOrDefault(item, [])) table = table.Remove(_byAttempt[attempt]);
        return table;
    }
}
