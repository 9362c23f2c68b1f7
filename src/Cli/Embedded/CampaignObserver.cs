using Akka.Actor;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Embedded;

/// <summary>Subscribes to a campaign and turns the notice of its end into a task.</summary>
internal sealed class CampaignObserver(IActorRef coordinator, CampaignId campaign, TaskCompletionSource<CampaignStatus> settled)
    : UntypedActor
{
    protected override void PreStart() => coordinator.Tell(new CampaignCommands.Subscribe(campaign));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case CampaignNotices.CampaignSettled notice:
                settled.TrySetResult(notice.Status);
                break;
            case CampaignNotices.StorageFailed notice:
                settled.TrySetException(new UserError(notice.Reason, ExitCode.Interrupted));
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
