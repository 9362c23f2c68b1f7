namespace Chaos.Actors.Cluster.Settings;

/// <summary>What a process is.</summary>
[Flags]
public enum NodeKind
{
    /// <summary>Owns campaigns, or stands by to do so.</summary>
    Coordinator = 1,

    /// <summary>Computes items.</summary>
    Trainer = 2,
}
