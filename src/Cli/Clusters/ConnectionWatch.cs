using Akka.Actor;
using Akka.Remote;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>Learns that the connection failed, and why, sooner than by waiting for an answer.</summary>
internal sealed class ConnectionWatch(TaskCompletionSource<string> broken) : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(AssociationErrorEvent));

    protected override void OnReceive(object message)
    {
        if (message is AssociationErrorEvent error)
            broken.TrySetResult(error.Cause.GetBaseException().Message.Split('\n')[0].TrimEnd('.', '\r'));
        else
            Unhandled(message);
    }
}
