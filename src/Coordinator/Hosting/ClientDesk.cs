using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Hosting;

/// <summary>
/// Answers clients on any coordinator node. A client hears only from the node it has connected to, and the active coordinator
/// may be on another.
/// </summary>
internal sealed class ClientDesk(IActorRef coordinator) : UntypedActor
{
    // Clients give up earlier.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override void OnReceive(object message) => _ = RelayAsync(message, Sender, Self);

    private async Task RelayAsync(object question, IActorRef client, IActorRef self)
    {
        try
        {
            client.Tell(await coordinator.Ask<object>(question, Patience), self);
        }
        catch (AskTimeoutException)
        {
            // No coordinator is active, which the client concludes from silence.
        }
    }
}

/// <summary>Adds it.</summary>
internal static class ClientDeskRegistration
{
    /// <summary>Adds it, after the way to the coordinator.</summary>
    public static AkkaConfigurationBuilder AddClientDesk(this AkkaConfigurationBuilder builder) =>
        builder.WithActors((system, registry) =>
        {
            var coordinator = registry.Get<CoordinatorKey>();
            system.ActorOf(Props.Create(() => new ClientDesk(coordinator)), ClusterNames.Clients);
        });
}
