namespace Chaos.Actors.Cluster.Settings;

/// <summary>How a trainer computes.</summary>
/// <param name="Slots">Items computed at a time.</param>
/// <param name="Nice">Nice level of the computing threads.</param>
/// <param name="DrainTime">Time to finish running items when asked to stop.</param>
public sealed record ComputeSettings(int Slots, int Nice, TimeSpan DrainTime)
{
    /// <summary>Reads the settings of a trainer.</summary>
    public static ComputeSettings Read(SettingsReader reader) => new(
        reader.Whole(KnownSettings.Slots, Environment.ProcessorCount, 1, 1024),
        reader.Whole(KnownSettings.Nice, 19, 0, 19),
        reader.Time(KnownSettings.DrainTime, TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromHours(24)));
}
