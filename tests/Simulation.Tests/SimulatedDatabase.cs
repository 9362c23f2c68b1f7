using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Simulation.Tests;

/// <summary>What survives every crash: the journal, the newest snapshot, the results table.</summary>
internal sealed class SimulatedDatabase
{
    private (int Events, CampaignSnapshot Snapshot)? _snapshot;

    public List<ICampaignEvent> Journal { get; } = [];

    /// <summary>Digest of each item's row.</summary>
    public Dictionary<long, string> Rows { get; } = [];

    /// <summary>Items with an <see cref="CampaignEvents.ItemCompleted"/> in the journal.</summary>
    public HashSet<long> Completed { get; } = [];

    /// <summary>Appends in one transaction; false if another writer has been there: the sequence number is a unique key.</summary>
    public bool TryAppend(int expected, IEnumerable<ICampaignEvent> events)
    {
        if (Journal.Count != expected) return false;
        foreach (var happened in events)
        {
            Journal.Add(happened);
            if (happened is CampaignEvents.ItemCompleted completed && !Completed.Add(completed.Item.Value))
                throw new InvalidOperationException($"Item {completed.Item.Value} is completed twice.");
        }
        return true;
    }

    /// <summary>The rows written last.</summary>
    public IReadOnlyList<StoredSummary> LastGroup { get; private set; } = [];

    /// <summary>Writes rows as the results table does: again is no harm, differently is.</summary>
    public void Write(IEnumerable<CampaignEffect> effects)
    {
        var results = effects.OfType<CampaignEffect.StoreResult>().Select(store => store.Result).ToList();
        if (results.Count == 0) return;
        foreach (var result in results)
        {
            if (Rows.GetValueOrDefault(result.Item.Value, result.Digest) != result.Digest)
                throw new InvalidOperationException($"Item {result.Item.Value} has two results.");
            Rows[result.Item.Value] = result.Digest;
        }
        LastGroup = [.. results.Select(result =>
            new StoredSummary(result.Item, result.Summary, result.Digest, result.NumericsVersion, result.Node))];
    }

    public void Save(int events, CampaignSnapshot snapshot) => _snapshot = (events, snapshot);

    public CampaignState Recover()
    {
        var from = _snapshot is { } saved
            ? (saved.Events, State: CampaignState.Initial with { Facts = saved.Snapshot.ToFacts() })
            : (Events: 0, State: CampaignState.Initial);
        return Journal.Skip(from.Events).Aggregate(from.State, (state, happened) => state.Apply(happened)).Restarted();
    }
}
