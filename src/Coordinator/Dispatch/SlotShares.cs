using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>
/// Divides free slots among campaigns of the same priority so that each has as many as the others, and where that cannot come
/// out even, so that each has had as much time in them. Time in slots is forgotten over five minutes: a campaign that paused
/// for a day does not get a day in return.
/// </summary>
public sealed class SlotShares
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    // What a trainer that fell silent was doing is not counted for ever; it is what a lease lasts.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly Dictionary<NodeId, Load> _nodes = [];
    private readonly Dictionary<CampaignId, double> _used = [];
    private TimeSpan _now;

    /// <summary>A trainer reports what it holds.</summary>
    public void Note(CoordinatorCommands.Pull pull, TimeSpan now)
    {
        var faded = Math.Exp(-(now - _now) / Memory);
        foreach (var campaign in _used.Keys) _used[campaign] *= faded;
        _now = now;
        if (_nodes.TryGetValue(pull.Node, out var before) && now - before.Seen <= LongestSilence)
        {
            foreach (var (campaign, slots) in before.Slots)
                _used[campaign] = Used(campaign) + slots * (now - before.Seen).TotalSeconds;
        }
        var running = pull.Held.Where(held => held.Phase == AttemptPhase.Running).CountBy(held => held.Campaign);
        _nodes[pull.Node] = new Load(now, running.ToDictionary());
        foreach (var silent in _nodes.Where(node => now - node.Value.Seen > LongestSilence).ToList()) _nodes.Remove(silent.Key);
    }

    /// <summary>Whether the trainer was heard of lately.</summary>
    public bool Knows(NodeId node) => _nodes.ContainsKey(node);

    /// <summary>A campaign takes slots of a trainer (or, with a negative number, does not after all); its next report replaces this.</summary>
    public void Expect(NodeId node, CampaignId campaign, int slots)
    {
        if (_nodes.TryGetValue(node, out var load)) load.Slots[campaign] = load.Slots.GetValueOrDefault(campaign) + slots;
    }

    /// <summary>The campaign needs no slots any more.</summary>
    public void Forget(CampaignId campaign) => _used.Remove(campaign);

    /// <summary>How many of some free slots each campaign is to get, the neediest first; those that get none are left out.</summary>
    public IReadOnlyList<(CampaignId Campaign, int Slots)> Divide(int free, IReadOnlyList<CampaignId> campaigns)
    {
        // One that is new begins level with the least served: it has no claim on the time before it came.
        var level = campaigns.Where(_used.ContainsKey).Select(Used).DefaultIfEmpty().Min();
        foreach (var campaign in campaigns) _used.TryAdd(campaign, level);
        var held = campaigns.Select(campaign => _nodes.Values.Sum(node => node.Slots.GetValueOrDefault(campaign))).ToArray();
        var order = new List<int>();
        var given = new int[campaigns.Count];
        for (; free > 0; free--)
        {
            var neediest = Enumerable.Range(0, given.Length)
                .MinBy(i => (held[i] + given[i], Used(campaigns[i]), i));
            if (given[neediest]++ == 0) order.Add(neediest);
        }
        return [.. order.Select(i => (campaigns[i], given[i]))];
    }

    private double Used(CampaignId campaign) => _used.GetValueOrDefault(campaign);

    private sealed record Load(TimeSpan Seen, Dictionary<CampaignId, int> Slots);
}
