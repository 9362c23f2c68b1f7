namespace Chaos.Actors.Cluster.Settings;

/// <summary>What a process is.</summary>
[Flags]
public enum NodeKind
{
    /// <summary>Owns campaigns, or stands by to do so.</summary>
    Coordinator = 1,

    /// <summary>Computes items.</summary>
    Trainer = 2,

    /// <summary>Talks to a coordinator and is no member of the cluster: the command line.</summary>
    Client = 4,
}
