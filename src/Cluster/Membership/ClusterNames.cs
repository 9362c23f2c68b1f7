namespace Chaos.Actors.Cluster.Membership;

/// <summary>Names that nodes of one cluster must agree on.</summary>
public static class ClusterNames
{
    /// <summary>The actor system.</summary>
    public const string System = "chaos";

    /// <summary>The role of nodes that may own campaigns.</summary>
    public const string CoordinatorRole = "coordinator";

    /// <summary>The role of nodes that compute.</summary>
    public const string TrainerRole = "trainer";

    /// <summary>The singleton that owns the campaigns.</summary>
    public const string Coordinator = "coordinator";
}
