using Akka.Actor;
using Akka.Cluster;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Messages.Trainers;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Chaos.Actors.TrainerNode.Hosting;

/// <summary>
/// Stands for the trainer in the actor system that is a member of the cluster. That system may be taken down and built again; what the
/// trainer computes and keeps goes on.
/// </summary>
internal sealed class CoordinatorLink(CoordinatorLine line, IActorRef coordinator) : UntypedActor
{
    private Action<object>? _hear;

    protected override void PreStart()
    {
        var self = Self;
        _hear = message => self.Tell(message);
        line.ConnectCoordinator(_hear);
        AkkaCluster.Get(Context.System).Subscribe(Self, typeof(ClusterEvent.MemberUp), typeof(ClusterEvent.MemberRemoved));
        Announce();
    }

    protected override void PostStop()
    {
        if (_hear is { } hear) line.DisconnectCoordinator(hear);
        AkkaCluster.Get(Context.System).Unsubscribe(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TrainerCommands.Assign or TrainerCommands.ResultAcknowledged or TrainerCommands.Abandon:
                line.TellTrainer(message);
                break;
            case TrainerCommands.DataPart part:
                line.TellData(part);
                break;
            case CoordinatorCommands.Pull or CoordinatorCommands.ResultReady or CoordinatorCommands.ItemFailed
                or CoordinatorCommands.GiveBack or CoordinatorCommands.FetchData:
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
    private void Announce() => line.TellTrainer(new TrainerInternals.CoordinatorChanged());
}
