using Akka.Cluster.Hosting;
using Akka.Cluster.Hosting.SBR;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cluster.Membership;

/// <summary>How a process becomes a member of the cluster.</summary>
public static class ChaosCluster
{
    // Beyond the pause after which the last of them may notice, what members need to hear of each other who is unreachable.
    private static readonly TimeSpan ToAgree = TimeSpan.FromSeconds(2);

    /// <summary>Joins the cluster.</summary>
    public static AkkaConfigurationBuilder AddChaosCluster(this AkkaConfigurationBuilder builder, NodeSettings node)
    {
        var settings = node.Cluster;
        return builder
            .AddChaosRemoting(
                (settings.Host, settings.Port), (settings.PublicHost, settings.PublicPort), settings.Certificate)
            .WithClustering(new ClusterOptions
            {
                Roles = [node.Kind == NodeKind.Coordinator ? ClusterNames.CoordinatorRole : ClusterNames.TrainerRole],
                SeedNodes = [.. settings.Seeds.Select(seed => seed.ToAkka(settings.Certificate).ToString())],
                // Only coordinators decide: with trainers in the count, their coming and going would take the cluster down.
                SplitBrainResolver = new StaticQuorumOption
                {
                    QuorumSize = settings.Quorum,
                    Role = ClusterNames.CoordinatorRole,
                },
                // A first seed that was cut off and started anew must not begin a second cluster on its own.
                MinimumNumberOfMembersPerRole = new() { [ClusterNames.CoordinatorRole] = settings.Quorum },
                FailureDetector = new PhiAccrualFailureDetectorOptions { AcceptableHeartbeatPause = settings.HeartbeatPause },
                LogInfo = false,
            })
            // Not to be had through Akka.Hosting. With the default pause stable after 7 s: seen to settle a failover in 22 s. A trainer
            // that finds no coordinator asks again soon; coordinators give each other the usual 5 s before one begins a cluster.
            .AddHocon(
                $"""
                akka.cluster.split-brain-resolver.stable-after = {(settings.HeartbeatPause + ToAgree).TotalMilliseconds}ms
                akka.cluster.seed-node-timeout = {(node.Kind == NodeKind.Trainer ? 2 : 5)}s
                """,
                HoconAddMode.Prepend);
    }

    /// <summary>Registers the way to whichever coordinator is active under <see cref="CoordinatorKey"/>.</summary>
    /// <param name="builder">The actor system's builder.</param>
    /// <param name="buffered">Messages kept while none is active; 0 for senders that repeat themselves anyway.</param>
    public static AkkaConfigurationBuilder AddCoordinatorProxy(this AkkaConfigurationBuilder builder, int buffered) =>
        builder.WithSingletonProxy<CoordinatorKey>(ClusterNames.Coordinator, new ClusterSingletonOptions
        {
            Role = ClusterNames.CoordinatorRole,
            BufferSize = buffered,
            LogSingletonIdentificationFailure = false, // the node's readiness says it
        });
}
