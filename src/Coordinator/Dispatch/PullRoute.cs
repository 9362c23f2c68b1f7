using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>The campaigns that one pull is offered to, one after the other until the trainer is full.</summary>
/// <param name="Pull">The pull.</param>
/// <param name="Queue">Who is next, and for how many slots at most.</param>
public sealed record PullRoute(CoordinatorCommands.Pull Pull, Queue<(CampaignId Campaign, int Slots)> Queue)
{
    /// <summary>The slots that the present turn was offered.</summary>
    public int Offered { get; init; }

    /// <summary>Items given before the present turn.</summary>
    public int Given { get; init; }

    /// <summary>No limit but the trainer's.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>
    /// Higher priorities first. Campaigns of the same priority get their shares first and then, in the same order, what the
    /// others could not use.
    /// </summary>
    /// <param name="pull">The pull.</param>
    /// <param name="campaigns">Those that may have items to give, in order of submission.</param>
    /// <param name="shares">Who has how much.</param>
    public static PullRoute Of(
        CoordinatorCommands.Pull pull, IReadOnlyList<(CampaignId Campaign, int Priority)> campaigns, SlotShares shares)
    {
        var queue = new Queue<(CampaignId, int)>();
        foreach (var equals in campaigns.GroupBy(campaign => campaign.Priority).OrderByDescending(group => group.Key))
        {
            var rivals = equals.Select(campaign => campaign.Campaign).ToList();
            if (rivals.Count > 1)
            {
                var divided = shares.Divide(Math.Max(1, pull.Free), rivals);
                foreach (var turn in divided) queue.Enqueue(turn);
                rivals = [.. divided.Select(turn => turn.Campaign).Union(rivals)];
            }
            foreach (var campaign in rivals) queue.Enqueue((campaign, Unlimited));
        }
        return new PullRoute(pull, queue);
    }
}
