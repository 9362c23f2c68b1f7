using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>
/// The state of every item, and the leases of those that trainers hold: immutable, changed by the transitions below and by nothing else.
/// Items nobody has had and those that are done take a bit each; the others an entry, found by item and by attempt and counted by node.
/// </summary>
public sealed record ItemTable
{
    private ImmutableDictionary<long, ItemState> _entries = ImmutableDictionary<long, ItemState>.Empty; // neither pending nor done
    private ImmutableDictionary<AttemptId, Lease> _leases = ImmutableDictionary<AttemptId, Lease>.Empty;
    private ImmutableDictionary<NodeId, int> _leasesByNode = ImmutableDictionary<NodeId, int>.Empty;
    private ItemSet _done;

    private ItemTable(ItemSet done) => _done = done;

    /// <summary>The table of a grid without items.</summary>
    public static ItemTable Empty { get; } = new(ItemSet.Empty(0));

    /// <summary>The items in state Returned, in the order in which they are given out.</summary>
    public ImmutableSortedSet<long> Returned { get; private init; } = [];

    /// <summary>The rest of the queue: every pending item is at or behind it.</summary>
    public long Cursor { get; private init; }

    /// <summary>Items in state Committing.</summary>
    public int Committing { get; private init; }

    /// <summary>Items in state Held.</summary>
    public int Held { get; private init; }

    /// <summary>Items that a trainer holds, whether or not a fact about them is on its way to the journal.</summary>
    public int Leased { get; private init; }

    /// <summary>Items in state Quarantined.</summary>
    public int Quarantined { get; private init; }

    /// <summary>Items that may be assigned: in state Pending or Returned.</summary>
    public long Available => _done.Size - _done.Count - (_entries.Count - Returned.Count);

    /// <summary>All leases, in no order.</summary>
    public IEnumerable<Lease> Leases => _leases.Values;

    /// <summary>Number of leases.</summary>
    public int LeaseCount => _leases.Count;

    /// <summary>The state of an item.</summary>
    public ItemState this[long item] =>
        _done.Contains(item) ? ItemState.Done.Value : _entries.GetValueOrDefault(item, ItemState.Pending.Value);

    /// <summary>The table after a restart: what is done and what is quarantined remains, the rest is pending.</summary>
    public static ItemTable Of(CampaignFacts facts) => facts.Failures.Values
        .Where(failures => failures.Quarantined)
        .Aggregate(new ItemTable(facts.Done), (table, failures) => table.With(failures.Item.Value, ItemState.Quarantined.Value));

    /// <summary>The lease of an attempt, or null.</summary>
    public Lease? Find(AttemptId attempt) => _leases.GetValueOrDefault(attempt);

    /// <summary>Whether a node has a lease of an item.</summary>
    public bool IsHeld(long item, NodeId node) => this[item].Attempts.Any(attempt => _leases[attempt].Node == node);

    /// <summary>How many leases a node has.</summary>
    public int CountOf(NodeId node) => _leasesByNode.GetValueOrDefault(node);

    /// <summary>The next pending item at or behind the cursor, which goes beyond it; null when there is none.</summary>
    public (ItemTable Table, long? Item) NextPending()
    {
        for (var item = _done.NextAbsent(Cursor); item < _done.Size; item = _done.NextAbsent(item + 1))
        {
            if (!_entries.ContainsKey(item)) return (this with { Cursor = item + 1 }, item);
        }
        return (this with { Cursor = _done.Size }, null);
    }

    /// <summary>A trainer holds one more attempt at an item.</summary>
    public ItemTable Give(Lease lease)
    {
        var state = new ItemState.Held(this[lease.Item].Attempts.Add(lease.Attempt));
        var table = With(lease.Item, state);
        return table with
        {
            _leases = table._leases.Add(lease.Attempt, lease),
            _leasesByNode = table._leasesByNode.SetItem(lease.Node, CountOf(lease.Node) + 1),
        };
    }

    /// <summary>A lease is in a new state, of the same item, attempt and node.</summary>
    public ItemTable Update(Lease lease) => this with { _leases = _leases.SetItem(lease.Attempt, lease) };

    /// <summary>A trainer holds an attempt no longer: the item goes back to the queue, unless there is another of it.</summary>
    public ItemTable Release(Lease lease) => WithoutLease(lease).Settle(lease.Item, this[lease.Item] is ItemState.Committing);

    /// <summary>Puts an item that was only looked at back into the front of the queue.</summary>
    public ItemTable Return(long item) => With(item, ItemState.Returned.Value);

    /// <summary>A fact about an item is on its way to the journal.</summary>
    /// <param name="item">The item.</param>
    /// <param name="ended">The attempt that has ended, if the others go on; null if all have.</param>
    public ItemTable Commit(long item, Lease? ended)
    {
        var table = ended is not null ? WithoutLease(ended) : WithoutLeases(item);
        return table.Settle(item, committing: true);
    }

    /// <summary>The item's result is durable.</summary>
    public ItemTable Complete(long item, CampaignFacts facts) =>
        WithoutLeases(item).With(item, ItemState.Pending.Value) with { _done = facts.Done };

    /// <summary>That an attempt at the item failed is durable.</summary>
    public ItemTable Fail(long item) => this[item] is ItemState.Done or ItemState.Quarantined ? this : Settle(item, committing: false);

    /// <summary>That the item failed too often is durable.</summary>
    public ItemTable Quarantine(long item) =>
        this[item] is ItemState.Done ? this : WithoutLeases(item).With(item, ItemState.Quarantined.Value);

    /// <summary>Quarantined items go back to the queue; those whose result is on its way to the journal stay where they are.</summary>
    public ItemTable LiftQuarantine() => _entries
        .Where(entry => entry.Value is ItemState.Quarantined)
        .Aggregate(this, (table, entry) => table.With(entry.Key, ItemState.Returned.Value));

    /// <summary>Items that were done are not any more.</summary>
    public ItemTable Discard(IEnumerable<ItemIndex> items, CampaignFacts facts) => this with
    {
        _done = facts.Done,
        Cursor = items.Aggregate(Cursor, (cursor, item) => Math.Min(cursor, item.Value)),
    };

    private ItemTable Settle(long item, bool committing)
    {
        var attempts = this[item].Attempts;
        return With(item, committing ? new ItemState.Committing(attempts)
            : attempts.IsEmpty ? ItemState.Returned.Value
            : new ItemState.Held(attempts));
    }

    private ItemTable WithoutLeases(long item) =>
        this[item].Attempts.Aggregate(this, (table, attempt) => table.WithoutLease(table._leases[attempt]));

    // For an instant, and to this class alone, an item may be held by nobody.
    private ItemTable WithoutLease(Lease lease)
    {
        var attempts = this[lease.Item].Attempts.Remove(lease.Attempt);
        var count = CountOf(lease.Node) - 1;
        var table = With(
            lease.Item, this[lease.Item] is ItemState.Committing ? new ItemState.Committing(attempts) : new ItemState.Held(attempts));
        return table with
        {
            _leases = table._leases.Remove(lease.Attempt),
            _leasesByNode = count == 0 ? table._leasesByNode.Remove(lease.Node) : table._leasesByNode.SetItem(lease.Node, count),
        };
    }

    private ItemTable With(long item, ItemState state)
    {
        var before = this[item];
        return this with
        {
            _entries = state is ItemState.Pending ? _entries.Remove(item) : _entries.SetItem(item, state),
            Returned = (before, state) switch
            {
                (_, ItemState.Returned) => Returned.Add(item),
                (ItemState.Returned, _) => Returned.Remove(item),
                _ => Returned,
            },
            Committing = Committing + Difference<ItemState.Committing>(),
            Held = Held + Difference<ItemState.Held>(),
            Quarantined = Quarantined + Difference<ItemState.Quarantined>(),
            Leased = Leased + (state.Attempts.IsEmpty ? 0 : 1) - (before.Attempts.IsEmpty ? 0 : 1),
        };

        int Difference<T>() => (state is T ? 1 : 0) - (before is T ? 1 : 0);
    }
}
