using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;

namespace Chaos.Actors.Coordinator.Hosting;

/// <summary>
/// Answers clients on any coordinator node. A client hears only from the node it has connected to, and the active coordinator
/// may be on another.
/// </summary>
internal sealed class ClientDesk(IActorRef coordinator) : UntypedActor
{
    // Clients wait for longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    private readonly ILoggingAdapter _log = Context.GetLogger();

    protected override void OnReceive(object message) => _ = RelayAsync(message, Sender, Self);

    private async Task RelayAsync(object question, IActorRef client, IActorRef self)
    {
        object answer;
        try
        {
            answer = await coordinator.Ask<object>(question, Patience);
        }
        catch (Exception error)
        {
            _log.Warning(error, "A client's {0} was not answered by the active coordinator.", question.GetType().Name);
            answer = Refusal(question, error is AskTimeoutException
                ? $"No coordinator of the cluster has answered within {Patience.TotalSeconds:0} s: none is active yet, or its database is "
                    + "slow. Try again; the coordinators' logs and their /health/ready say more."
                : $"The active coordinator could not be asked: {error.Message}");
        }
        client.Tell(answer, self);
    }

    private static object Refusal(object question, string reason) => question switch
    {
        ICampaignMessage about => new CampaignReplies.Refused(about.Campaign, RefusalKind.NoCoordinator, reason),
        NodeCommands.Exclude(var node) => new NodeReplies.Refused(node, RefusalKind.NoCoordinator, reason),
        NodeCommands.Include(var node) => new NodeReplies.Refused(node, RefusalKind.NoCoordinator, reason),
        _ => new NodeReplies.Refused(new NodeId("coordinator"), RefusalKind.NoCoordinator, reason),
    };
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
