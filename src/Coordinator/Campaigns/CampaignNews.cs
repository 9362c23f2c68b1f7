using Chaos.Actors.Coordinator.Telemetry;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>What an operator reads of one campaign in the log: each thing once, when it is new.</summary>
internal sealed class CampaignNews(CampaignId campaign, ILogger log)
{
    private readonly HashSet<LeftOutNode> _leftOut = [];
    private bool? _settled;

    /// <summary>It has begun, or ended. One that had ended before this process knew of it is no news.</summary>
    public void TellStatus(CampaignFacts facts)
    {
        var before = _settled;
        _settled = facts.IsSettled;
        if (before == facts.IsSettled || (before is null && facts.IsSettled)) return;
        if (!facts.IsSettled)
        {
            CoordinatorLog.Began(log, campaign, facts.Done.Count, facts.Done.Size, facts.Priority);
            return;
        }
        var phase = CoordinatorTelemetry.Snake(facts.Phase.ToString()).Replace('_', ' ');
        CoordinatorLog.Ended(log, campaign, phase, facts.Done.Count, facts.Done.Size, facts.Quarantined);
    }

    /// <summary>Trainers that ask in vain.</summary>
    public void TellLeftOut(CampaignState state)
    {
        var leftOut = StatusReport.LeftOut(state).ToList();
        _leftOut.IntersectWith(leftOut);
        foreach (var node in leftOut.Where(_leftOut.Add)) CoordinatorLog.LeftOut(log, campaign, node.Node, node.Reason);
    }

    /// <summary>Results of excluded nodes are discarded.</summary>
    public void TellDiscarded(CampaignEvents.ItemsDiscarded discarded) =>
        CoordinatorLog.Discarded(log, campaign, discarded.Items.Count, string.Join(", ", discarded.Nodes));
}
