namespace Chaos.Actors.TrainerNode.Checkpoints;

/// <summary>Where and how often a trainer keeps the state of running items.</summary>
/// <param name="Folder">
/// A folder of the trainer's own on a local disk, where it notes besides what it computes; created when the first checkpoint is written. Checkpoints in it that nobody
/// has asked for within <see cref="Lifetime"/> are removed when the trainer starts.
/// </param>
/// <param name="Every">Time between two checkpoints of an item; one that takes less writes none.</param>
public sealed record CheckpointSettings(string Folder, TimeSpan Every)
{
    /// <summary>
    /// A folder for checkpoints that other trainers use as well, such as a volume that outlives the machine: an item goes on wherever it
    /// is computed next. Null to keep them in the trainer's own.
    /// </summary>
    public string? Shared { get; init; }

    /// <summary>Writing six MNIST networks takes a few milliseconds, losing a minute of them is soon made up.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a checkpoint is kept for an item that may have gone to another trainer.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(7);
}
