using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>
/// Routes every pull from campaign to campaign, by priority and then evenly, until the trainer is full. A trainer has one route at a
/// time: its next pull begins another, and answers along the one before are late.
/// </summary>
public sealed class PullRouting
{
    private readonly Dictionary<NodeId, PullRoute> _routes = [];

    /// <summary>Who has how much, and how long items take.</summary>
    public SlotShares Shares { get; } = new();

    /// <summary>Begins a route; returns the campaign that is first, if there is one.</summary>
    /// <param name="pull">The pull.</param>
    /// <param name="campaigns">Those that may have items to give, in order of submission.</param>
    /// <param name="now">The time.</param>
    public CampaignId? Begin(
        CoordinatorCommands.Pull pull, IReadOnlyList<(CampaignId Campaign, int Priority)> campaigns, TimeSpan now)
    {
        Shares.Observe(pull, now);
        var route = PullRoute.Of(pull, campaigns, Shares);
        if (_routes.TryAdd(pull.Node, route))
        {
            foreach (var gone in _routes.Keys.Where(node => !Shares.Knows(node)).ToList()) _routes.Remove(gone);
        }
        _routes[pull.Node] = route;
        return route.Queue.TryPeek(out var first) ? first.Campaign : null;
    }

    /// <summary>The next campaign on a trainer's route; null when every one had its turn.</summary>
    /// <param name="pull">The pull that began it.</param>
    /// <param name="mayAssign">Whether a campaign may have items still.</param>
    public (CampaignId Campaign, CampaignInternals.Offer Offer)? Next(
        CoordinatorCommands.Pull pull, Func<CampaignId, bool> mayAssign)
    {
        var route = _routes[pull.Node];
        while (route.Queue.TryDequeue(out var next))
        {
            if (!mayAssign(next.Campaign)) continue;
            Shares.Expect(pull.Node, next.Campaign, Expected(next.Slots, route));
            _routes[pull.Node] = route with { Offered = next.Slots };
            return (next.Campaign, new CampaignInternals.Offer(
                pull, route.Given, MayAssign: true, MayCopy: route.Queue.Count == 0, next.Slots)
            {
                Means = Shares.Means,
            });
        }
        return null;
    }

    /// <summary>A campaign could not fill the trainer: whether its route goes on.</summary>
    public bool GoesOn(CampaignInternals.Unfilled unfilled)
    {
        var pull = unfilled.Pull;
        // Else a later pull of that trainer is on its way already.
        if (!_routes.TryGetValue(pull.Node, out var route) || !ReferenceEquals(route.Pull, pull)) return false;
        var missing = Expected(route.Offered, route) - (unfilled.Given - route.Given);
        if (missing > 0) Shares.Expect(pull.Node, unfilled.Campaign, -missing);
        _routes[pull.Node] = route with { Given = unfilled.Given };
        return true;
    }

    /// <summary>Whether nobody has given the trainer anything on its route so far.</summary>
    public bool IsEmpty(CoordinatorCommands.Pull pull) => _routes[pull.Node].Given == 0;

    private static int Expected(int slots, PullRoute route) => Math.Min(slots, Math.Max(0, route.Pull.Free - route.Given));
}
