using Akka.Cluster;

namespace Chaos.Actors.Cluster.Membership;

/// <summary>What a node knows of its place in the cluster; written by one actor, read by health checks.</summary>
/// <param name="Self">Its own status; null before it has joined and between two memberships.</param>
/// <param name="Coordinators">Coordinators that are up and reachable.</param>
/// <param name="Members">All members.</param>
public sealed record MemberState(MemberStatus? Self, int Coordinators, int Members)
{
    /// <summary>No member.</summary>
    public static MemberState Outside { get; } = new(null, 0, 0);

    /// <summary>Whether the node can do its work.</summary>
    public bool IsReady => Self == MemberStatus.Up && Coordinators > 0;

    /// <summary>For people.</summary>
    public override string ToString() => Self is null
        ? "not in the cluster"
        : $"{Self.Value.ToString().ToLowerInvariant()} in a cluster of {Members}, {Coordinators} coordinators reachable";
}
