using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Campaigns.Sequencing;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Simulation.Tests;

/// <summary>What survives every crash: the journal, the newest snapshot, the results table, the excluded nodes.</summary>
internal sealed class SimulatedDatabase
{
    private readonly List<(StoredCampaign Campaign, Dictionary<long, StoredSummary> Rows)> _former = [];
    private (int Events, CampaignSnapshot Snapshot)? _snapshot;
    private IReadOnlyList<long> _lastGroup = [];
    private long? _extendedAfter; // instead of a last group
    private long _journalled; // as the writer of the last rows knew it

    public List<ICampaignEvent> Journal { get; } = [];

    /// <summary>The campaign's row; null before it is submitted.</summary>
    public StoredCampaign? Campaign { get; private set; }

    /// <summary>As <see cref="CampaignFacts.GridSince"/>, of the journal.</summary>
    public int GridSince { get; private set; }

    /// <summary>Each item's row.</summary>
    public Dictionary<long, StoredSummary> Rows { get; } = [];

    /// <summary>Items with an <see cref="CampaignEvents.ItemCompleted"/> in the journal and no discarding after it.</summary>
    public HashSet<long> Completed { get; } = [];

    /// <summary>Items that were ever discarded.</summary>
    public HashSet<long> Discarded { get; } = [];

    /// <summary>Nodes that nobody trusts.</summary>
    public HashSet<NodeId> Excluded { get; } = [];

    /// <summary>The rows written last, as far as they are still there.</summary>
    public IEnumerable<StoredSummary> LastGroup => _lastGroup.Where(Rows.ContainsKey).Select(item => Rows[item]);

    /// <summary>Appends in one transaction; false if another writer has been there: the sequence number is a unique key.</summary>
    public bool TryAppend(int expected, IEnumerable<ICampaignEvent> events)
    {
        if (Journal.Count != expected) return false;
        foreach (var happened in events)
        {
            if (happened is CampaignEvents.CampaignExtended { Campaign.Spec.Search.Round: > 1 } && Replayed().Stance != CampaignStance.Open)
                throw new InvalidOperationException("A search goes on though its owner has stopped it.");
            Journal.Add(happened);
            if (happened is CampaignEvents.ItemCompleted completed && !Completed.Add(completed.Item.Value))
                throw new InvalidOperationException($"Item {completed.Item.Value} is completed twice.");
            if (happened is CampaignEvents.CampaignExtended extended)
            {
                GridSince = 1 + Journal.OfType<CampaignEvents.TermBegan>().LastOrDefault(new CampaignEvents.TermBegan(0)).Term;
                var done = ItemSet.FromBytes(extended.Done.Span, extended.Campaign.Spec.Grid.Items);
                Completed.Clear();
                for (long item = 0; item < done.Size; item++) if (done.Contains(item)) Completed.Add(item);
            }
            if (happened is not CampaignEvents.ItemsDiscarded discarded) continue;
            foreach (var item in discarded.Items)
            {
                Discarded.Add(item.Value);
                if (!Completed.Remove(item.Value)) throw new InvalidOperationException($"Item {item} is discarded and not done.");
            }
        }
        return true;
    }

    /// <summary>Writes a batch as the results table does; false if a writer has been there that knew more.</summary>
    public bool TryWrite(StoreBatch batch)
    {
        if (batch.Results.Count == 0) return true;
        if (!TryClaim(batch.Journalled)) return false;
        foreach (var result in batch.Results)
        {
            Rows[result.Item.Value] = new StoredSummary(
                result.Item, result.Summary, result.Digest, result.NumericsVersion, result.Node);
        }
        (_lastGroup, _extendedAfter) = ([.. batch.Results.Select(result => result.Item.Value)], null);
        return true;
    }

    /// <summary>Gives the campaign another grid, as the results store does; null if a writer has been there that knew more.</summary>
    public StoredItems? TryExtend(StoredCampaign campaign, IReadOnlySet<NodeId> excluded, long journalled)
    {
        if (!TryClaim(journalled)) return null;
        if (Campaign is not null && Campaign.Spec != campaign.Spec)
        {
            _former.Add((Campaign, new Dictionary<long, StoredSummary>(Rows)));
            Rows.Clear();
        }
        Campaign = campaign;
        foreach (var (former, rows) in Enumerable.Reverse(_former))
        {
            var overlap = GridOverlap.Between(former.Spec, former.TaskContents, campaign.Spec, campaign.TaskContents);
            var own = former == _former[^1].Campaign;
            foreach (var (item, row) in rows.ToList())
            {
                if (overlap.Map(item) is not { } to || Rows.ContainsKey(to) || (!own && excluded.Contains(row.Node))) continue;
                Rows[to] = row with { Item = new ItemIndex(to) };
                rows.Remove(item);
            }
        }
        (_lastGroup, _extendedAfter) = ([], journalled);
        return StoredItems.Of(campaign, Rows.Values.OrderBy(row => row.Item.Value));
    }

    /// <summary>The campaign's items, if it was extended when the journal held so many facts.</summary>
    public StoredItems? ExtensionAfter(long journalled) => _extendedAfter == journalled
        ? StoredItems.Of(Campaign!, Rows.Values.OrderBy(row => row.Item.Value))
        : null;

    /// <summary>Keeps away who knows fewer facts; false if that is the caller.</summary>
    public bool TryClaim(long journalled)
    {
        if (journalled < _journalled) return false;
        _journalled = journalled;
        return true;
    }

    /// <summary>Removes the rows of some nodes; false if a writer has been there that knew more.</summary>
    public bool TryRemove(long journalled, IReadOnlyCollection<NodeId> nodes)
    {
        if (!TryClaim(journalled)) return false;
        foreach (var row in Rows.Values.Where(row => nodes.Contains(row.Node)).ToList()) Rows.Remove(row.Item.Value);
        return true;
    }

    public void Save(int events, CampaignSnapshot snapshot) => _snapshot = (events, snapshot);

    /// <summary>What a coordinator has replayed that recovers now.</summary>
    public CampaignSequence Recover()
    {
        var from = _snapshot is { } saved
            ? (saved.Events, Sequence: CampaignSequence.Initial.Restore(saved.Snapshot, saved.Events))
            : (Events: 0, Sequence: CampaignSequence.Initial);
        return Journal.Skip(from.Events).Aggregate(from.Sequence, (sequence, happened) => sequence.Replay(happened));
    }

    /// <summary>What the whole journal says, without any snapshot.</summary>
    public CampaignFacts Replayed() =>
        Journal.Aggregate(CampaignSequence.Initial, (sequence, happened) => sequence.Replay(happened)).State.Facts!;
}
