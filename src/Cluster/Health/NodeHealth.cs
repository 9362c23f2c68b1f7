using Chaos.Actors.Cluster.Membership;
using Microsoft.Extensions.Hosting;

namespace Chaos.Actors.Cluster.Health;

/// <summary>What a probe is told.</summary>
public sealed class NodeHealth(ClusterMember member, IHostApplicationLifetime lifetime)
{
    /// <summary>Whether a restart of the process would not help.</summary>
    public bool IsLive => member.IsAlive;

    /// <summary>Whether the node does its work: it is in the cluster, sees a coordinator and is not about to stop.</summary>
    public bool IsReady => !lifetime.ApplicationStopping.IsCancellationRequested && member.State.IsReady;

    /// <summary>For people.</summary>
    public string Description =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "stopping" : member.State.ToString();
}
