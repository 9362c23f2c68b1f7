namespace Chaos.Actors.Cluster.Settings;

/// <summary>How a trainer computes.</summary>
/// <param name="Slots">Items computed at a time.</param>
/// <param name="Nice">Nice level of the computing threads.</param>
/// <param name="DrainTime">Time to finish running items when asked to stop.</param>
/// <param name="CheckpointEvery">Time between two checkpoints of an item.</param>
/// <param name="Checkpoints">
/// The trainer's own folder for them; null for a trainer that was given no name, for it would not find them again under its next one.
/// </param>
/// <param name="SharedCheckpoints">The folder that several trainers keep them in; null where each has its own.</param>
public sealed record ComputeSettings(
    int Slots, int Nice, TimeSpan DrainTime, TimeSpan CheckpointEvery, string? Checkpoints, string? SharedCheckpoints)
{
    /// <summary>Reads the settings of a trainer.</summary>
    public static ComputeSettings Read(SettingsReader reader, string data)
    {
        var shared = reader.Text(KnownSettings.Checkpoints);
        if (shared is not null && !reader.Has(KnownSettings.Name))
            reader.Problem(KnownSettings.Checkpoints, $"only a trainer with a name of its own keeps checkpoints: give it {KnownSettings.Name}, too");
        return new ComputeSettings(
            reader.Whole(KnownSettings.Slots, Environment.ProcessorCount, 1, 1024),
            reader.Whole(KnownSettings.Nice, 19, 0, 19),
            reader.Time(KnownSettings.DrainTime, TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromHours(24)),
            reader.Time(
                KnownSettings.CheckpointEvery, TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(24)),
            reader.Text(KnownSettings.Name) is { } name
                ? Path.Combine(data, "checkpoints", Uri.EscapeDataString(name))
                : null,
            shared is null ? null : Path.GetFullPath(shared));
    }
}
