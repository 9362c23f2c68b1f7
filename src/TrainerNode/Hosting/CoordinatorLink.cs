using Akka.Actor;
using Akka.Cluster;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Messages.Trainers;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Chaos.Actors.TrainerNode.Hosting;

/// <summary>
/// Stands for the coordinator before a trainer that lives in an actor system of its own. The one that is a member of the
/// cluster may be taken down and built again; what the trainer computes and keeps goes on.
/// </summary>
internal sealed class CoordinatorLink(IActorRef trainer, IActorRef coordinator) : UntypedActor
{
    protected override void PreStart()
    {
        AkkaCluster.Get(Context.System).Subscribe(Self, typeof(ClusterEvent.MemberUp), typeof(ClusterEvent.MemberRemoved));
        Announce();
    }

    protected override void PostStop() => AkkaCluster.Get(Context.System).Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TrainerCommands.Assign or TrainerCommands.ResultAcknowledged or TrainerCommands.Abandon:
                trainer.Tell(message, Self);
                break;
            case CoordinatorCommands.Pull or CoordinatorCommands.ResultReady or CoordinatorCommands.ItemFailed
                or CoordinatorCommands.GiveBack:
                coordinator.Tell(message, Self);
                break;
            case ClusterEvent.IMemberEvent change when change.Member.HasRole(ClusterNames.CoordinatorRole):
                Announce();
                break;
            case ClusterEvent.IMemberEvent or ClusterEvent.CurrentClusterState:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    // Another coordinator may be active now: what is not acknowledged is sent again at once.
    private void Announce() => trainer.Tell(new TrainerInternals.CoordinatorChanged(Self), Self);
}
