using Chaos.Actors.Messages;

namespace Chaos.Actors.TrainerNode;

/// <summary>
/// What the coordinator has not acknowledged yet. Sent at once, then again after 2 s, 4 s, 8 s … up to every 30 s: soon
/// enough after a failover, and no burden on a coordinator whose disk is slow.
/// </summary>
internal sealed class Outbox
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);
    private readonly Dictionary<AttemptKey, Entry> _entries = [];

    public int Count => _entries.Count;

    /// <summary>The items whose outcome waits here.</summary>
    public IEnumerable<(AttemptKey Key, ItemIndex Item)> Items => _entries.Select(e => (e.Key, e.Value.Item));

    public void Add(AttemptKey key, ItemIndex item, ICampaignMessage outcome, TimeSpan now) =>
        _entries[key] = new Entry(item, outcome, now + FirstDelay, FirstDelay);

    public bool Contains(AttemptKey key) => _entries.ContainsKey(key);

    /// <summary>Forgets an outcome; returns its item, or null if there was none.</summary>
    public ItemIndex? Remove(AttemptKey key) => _entries.Remove(key, out var entry) ? entry.Item : null;

    /// <summary>What to send again now.</summary>
    public IReadOnlyList<ICampaignMessage> TakeDue(TimeSpan now)
    {
        List<ICampaignMessage>? due = null;
        foreach (var (key, entry) in _entries)
        {
            if (entry.Next > now) continue;
            (due ??= []).Add(entry.Outcome);
            var delay = entry.Delay * 2 < LongestDelay ? entry.Delay * 2 : LongestDelay;
            _entries[key] = entry with { Next = now + delay, Delay = delay };
        }
        return due ?? [];
    }

    /// <summary>Makes everything due: there is a new coordinator.</summary>
    public void Reset()
    {
        foreach (var (key, entry) in _entries) _entries[key] = entry with { Next = TimeSpan.Zero, Delay = FirstDelay };
    }

    private sealed record Entry(ItemIndex Item, ICampaignMessage Outcome, TimeSpan Next, TimeSpan Delay);
}
