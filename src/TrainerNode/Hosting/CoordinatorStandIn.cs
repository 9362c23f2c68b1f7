using Akka.Actor;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode.Hosting;

/// <summary>Stands for the coordinator in the trainer's own actor system.</summary>
internal sealed class CoordinatorStandIn(CoordinatorLine line) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is CoordinatorCommands.Pull or CoordinatorCommands.ResultReady or CoordinatorCommands.ItemFailed
            or CoordinatorCommands.GiveBack)
            line.TellCoordinator(message);
        else
            Unhandled(message);
    }
}
