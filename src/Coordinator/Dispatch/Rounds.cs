using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>
/// Takes every pull round the campaigns, by priority and then evenly, until the trainer is full. A trainer has one round at a time:
/// its next pull begins another, and answers to the one before are late.
/// </summary>
public sealed class Rounds
{
    private readonly Dictionary<NodeId, Turns> _turns = [];

    /// <summary>Who has how much, and how long items take.</summary>
    public SlotShares Shares { get; } = new();

    /// <summary>Begins a round; returns the campaign whose turn is first, if there is one.</summary>
    /// <param name="pull">The pull.</param>
    /// <param name="campaigns">Those that may have items to give, in order of submission.</param>
    /// <param name="now">The time.</param>
    public CampaignId? Begin(
        CoordinatorCommands.Pull pull, IReadOnlyList<(CampaignId Campaign, int Priority)> campaigns, TimeSpan now)
    {
        Shares.Note(pull, now);
        var turns = Turns.Of(pull, campaigns, Shares);
        if (_turns.TryAdd(pull.Node, turns))
        {
            foreach (var gone in _turns.Keys.Where(node => !Shares.Knows(node)).ToList()) _turns.Remove(gone);
        }
        _turns[pull.Node] = turns;
        return turns.Queue.TryPeek(out var first) ? first.Campaign : null;
    }

    /// <summary>The next turn of a trainer's round; null when everybody had theirs.</summary>
    /// <param name="pull">The pull that began it.</param>
    /// <param name="mayAssign">Whether a campaign may have items still.</param>
    public (CampaignId Campaign, CampaignInternals.Offer Offer)? Next(
        CoordinatorCommands.Pull pull, Func<CampaignId, bool> mayAssign)
    {
        var turns = _turns[pull.Node];
        while (turns.Queue.TryDequeue(out var turn))
        {
            if (!mayAssign(turn.Campaign)) continue;
            Shares.Expect(pull.Node, turn.Campaign, Expected(turn.Slots, turns));
            _turns[pull.Node] = turns with { Offered = turn.Slots };
            return (turn.Campaign, new CampaignInternals.Offer(
                pull, turns.Given, MayAssign: true, MayCopy: turns.Queue.Count == 0, turn.Slots)
            {
                Means = Shares.Means,
            });
        }
        return null;
    }

    /// <summary>A campaign could not fill the trainer: whether its round goes on.</summary>
    public bool GoesOn(CampaignInternals.Unfilled unfilled)
    {
        var pull = unfilled.Pull;
        // Else a later pull of that trainer is on its way round already.
        if (!_turns.TryGetValue(pull.Node, out var turns) || !ReferenceEquals(turns.Pull, pull)) return false;
        var missing = Expected(turns.Offered, turns) - (unfilled.Given - turns.Given);
        if (missing > 0) Shares.Expect(pull.Node, unfilled.Campaign, -missing);
        _turns[pull.Node] = turns with { Given = unfilled.Given };
        return true;
    }

    /// <summary>Whether nobody has given the trainer anything in its round so far.</summary>
    public bool IsEmpty(CoordinatorCommands.Pull pull) => _turns[pull.Node].Given == 0;

    private static int Expected(int slots, Turns turns) => Math.Min(slots, Math.Max(0, turns.Pull.Free - turns.Given));
}
