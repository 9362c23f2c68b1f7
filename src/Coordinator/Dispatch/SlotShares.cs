using System.Collections.Immutable;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>
/// Divides free slots among campaigns of the same priority so that each has as much time in slots as the others: the time its
/// finished items took, and what those that trainers hold are expected to take. Finished ones are forgotten over five minutes:
/// a campaign that paused for a day does not get a day in return.
/// </summary>
public sealed class SlotShares
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    // What a trainer that fell silent was doing is not counted for ever; it is what a lease lasts.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly Dictionary<NodeId, Load> _nodes = [];
    private readonly Dictionary<CampaignId, double> _used = [];
    private TimeSpan _now;

    /// <summary>How long an item of a campaign takes, for those of which one has finished.</summary>
    public ImmutableDictionary<CampaignId, TimeSpan> Means { get; private set; } = ImmutableDictionary<CampaignId, TimeSpan>.Empty;

    /// <summary>A trainer reports what it holds.</summary>
    public void Observe(CoordinatorCommands.Pull pull, TimeSpan now)
    {
        var faded = Math.Exp(-(now - _now) / Memory);
        foreach (var campaign in _used.Keys) _used[campaign] *= faded;
        _now = now;
        var held = pull.Held.Where(held => held.Phase != AttemptPhase.Finished).CountBy(held => held.Campaign);
        _nodes[pull.Node] = new Load(now, held.ToDictionary());
        foreach (var silent in _nodes.Where(node => now - node.Value.Seen > LongestSilence).ToList()) _nodes.Remove(silent.Key);
    }

    /// <summary>An item of a campaign took so long.</summary>
    public void RecordFinished(CampaignId campaign, TimeSpan duration)
    {
        _used[campaign] = Used(campaign) + duration.TotalSeconds;
        var mean = Means.GetValueOrDefault(campaign, duration);
        Means = Means.SetItem(campaign, mean + (duration - mean) / 16);
    }

    /// <summary>An attempt at an item of a campaign failed; it may have taken as long as any other.</summary>
    public void RecordFailure(CampaignId campaign) => _used[campaign] = Used(campaign) + Means.GetValueOrDefault(campaign).TotalSeconds;

    /// <summary>Whether the trainer was heard of lately.</summary>
    public bool Knows(NodeId node) => _nodes.ContainsKey(node);

    /// <summary>A trainer gets items of a campaign (or, with a negative number, does not after all); its next report replaces this.</summary>
    public void Expect(NodeId node, CampaignId campaign, int items)
    {
        if (_nodes.TryGetValue(node, out var load)) load.Items[campaign] = load.Items.GetValueOrDefault(campaign) + items;
    }

    /// <summary>The campaign needs no slots any more.</summary>
    public void Forget(CampaignId campaign)
    {
        _used.Remove(campaign);
        Means = Means.Remove(campaign);
    }

    /// <summary>How many of some free slots each campaign is to get, the neediest first; those that get none are left out.</summary>
    public IReadOnlyList<(CampaignId Campaign, int Slots)> Divide(int free, IReadOnlyList<CampaignId> campaigns)
    {
        // One that is new begins level with the least served: it has no claim on the time before it came.
        var level = campaigns.Where(_used.ContainsKey).Select(Used).DefaultIfEmpty().Min();
        foreach (var campaign in campaigns) _used.TryAdd(campaign, level);
        // As long as nobody knows, its items take as long as those of the others.
        var known = campaigns.Where(Means.ContainsKey).Select(campaign => Means[campaign].TotalSeconds).DefaultIfEmpty(1).Average();
        var means = campaigns.Select(c => Means.TryGetValue(c, out var mean) ? mean.TotalSeconds : known).ToArray();
        var held = campaigns.Select(campaign => _nodes.Values.Sum(node => node.Items.GetValueOrDefault(campaign))).ToArray();
        var order = new List<int>();
        var given = new int[campaigns.Count];
        for (; free > 0; free--)
        {
            var neediest = Enumerable.Range(0, given.Length)
                .MinBy(i => (Used(campaigns[i]) + (held[i] + given[i]) * means[i], held[i] + given[i], i));
            if (given[neediest]++ == 0) order.Add(neediest);
        }
        return [.. order.Select(i => (campaigns[i], given[i]))];
    }

    private double Used(CampaignId campaign) => _used.GetValueOrDefault(campaign);

    private sealed record Load(TimeSpan Seen, Dictionary<CampaignId, int> Items);
}
