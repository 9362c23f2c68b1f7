using Akka.Actor;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Nodes;
using Chaos.Actors.Messages.Trainers;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Coordinator;

/// <summary>
/// Takes trainers' messages to the campaigns: a pull from one to the next until the trainer is full, an outcome to the one that it
/// concerns. Part of <see cref="CoordinatorActor"/>, and used by it alone.
/// </summary>
internal sealed class PullRouter(CampaignRegistry campaigns, ILogger log)
{
    private readonly PullRouting _routing = new();
    private readonly TrainerPresence _presence = new();
    private readonly TrainerReports _reports = new();

    /// <summary>Whether a message is one that trainers send about a campaign.</summary>
    public static bool IsFromTrainer(object message) =>
        message is CoordinatorCommands.ResultReady or CoordinatorCommands.ItemFailed or CoordinatorCommands.GiveBack;

    /// <summary>Whether a trainer was heard of lately.</summary>
    public bool Knows(NodeId node) => _routing.Shares.Knows(node);

    /// <summary>The trainers that were heard of lately.</summary>
    public NodeQueries.NodeList List(TimeSpan now) => _reports.List(now);

    /// <summary>A trainer pulls: campaigns whose items it holds renew their leases, and the first on its route may give it some.</summary>
    public void Route(CoordinatorCommands.Pull pull, IActorRef trainer, TimeSpan now)
    {
        LogPresence(pull, trainer.Path.Address.ToString(), now);
        _reports.Observe(pull, now);
        var first = _routing.Begin(
            pull, [.. campaigns.All.Where(campaign => campaign.Value.MayAssign).Select(c => (c.Key, c.Value.Priority))], now);
        foreach (var campaign in pull.Held.Select(held => held.Campaign).Distinct().ToList())
        {
            if (campaigns.Find(campaign) is not { } entry)
            {
                trainer.Tell(new TrainerCommands.Abandon(
                    campaign, [.. pull.Held.Where(held => held.Campaign == campaign).Select(held => held.Attempt)]));
            }
            else if (campaign != first)
            {
                entry.Actor?.Tell(new CampaignInternals.Offer(pull, 0, MayAssign: false, MayCopy: false), trainer);
            }
        }
        OfferNext(pull, trainer);
    }

    /// <summary>A campaign could not fill a trainer.</summary>
    public void Continue(CampaignInternals.Unfilled unfilled, IActorRef trainer)
    {
        if (_routing.GoesOn(unfilled)) OfferNext(unfilled.Pull, trainer);
    }

    /// <summary>A trainer reports an outcome, or gives items back. What no campaign knows is abandoned at its next pull.</summary>
    public void Forward(ICampaignMessage message, IActorRef trainer)
    {
        if (message is CoordinatorCommands.ResultReady finished) _reports.Finish(finished);
        if (campaigns.Find(message.Campaign) is not { } entry) return;
        if (message is CoordinatorCommands.ResultReady { Duration: var duration })
            _routing.Shares.RecordFinished(message.Campaign, duration);
        else if (message is CoordinatorCommands.ItemFailed)
            _routing.Shares.RecordFailure(message.Campaign);
        if (entry.Trouble is null) entry.Actor?.Tell(message, trainer);
    }

    /// <summary>A campaign needs no slots any more.</summary>
    public void Forget(CampaignId campaign) => _routing.Shares.Forget(campaign);

    /// <summary>Logs which trainers have gone.</summary>
    public void LogAbsence(TimeSpan now)
    {
        foreach (var (node, announced) in _presence.TakeSilent(now))
        {
            if (announced) CoordinatorLog.Gone(log, node);
            else CoordinatorLog.Silent(log, node);
        }
    }

    private void LogPresence(CoordinatorCommands.Pull pull, string address, TimeSpan now)
    {
        switch (_presence.Observe(pull, address, now, out var before))
        {
            case TrainerPresence.News.Came:
                CoordinatorLog.Came(log, pull.Node, address, pull.Slots);
                break;
            case TrainerPresence.News.DuplicateName:
                CoordinatorLog.DuplicateName(log, pull.Node, address, before);
                break;
        }
    }

    private void OfferNext(CoordinatorCommands.Pull pull, IActorRef trainer)
    {
        // Settled or broken ones drop out in the middle of a route.
        if (_routing.Next(pull, campaign => campaigns.Find(campaign)!.MayAssign) is var (campaign, offer))
            campaigns.Find(campaign)!.Actor!.Tell(offer, trainer);
        else if (_routing.IsEmpty(pull))
            trainer.Tell(TrainerCommands.Assign.Nothing);
    }
}
