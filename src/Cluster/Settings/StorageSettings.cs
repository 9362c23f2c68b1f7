namespace Chaos.Actors.Cluster.Settings;

/// <summary>Where a coordinator keeps campaigns.</summary>
/// <param name="Path">The SQLite file; of no interest with a connection string.</param>
/// <param name="ConnectionString">The PostgreSQL database; null for SQLite.</param>
/// <param name="DataLimit">The most bytes of users' data files.</param>
public sealed record StorageSettings(string Path, string? ConnectionString, long DataLimit)
{
    /// <summary>Reads the settings of a coordinator.</summary>
    public static StorageSettings Read(SettingsReader reader, string data, ClusterSettings cluster)
    {
        var connection = reader.Text(KnownSettings.ConnectionString);
        if (cluster.Coordinators > 1 && connection is null)
        {
            reader.Problem(KnownSettings.Coordinators,
                $"found {cluster.Coordinators}, but a SQLite file serves one coordinator only: set "
                + KnownSettings.ConnectionString.Path);
        }
        return new StorageSettings(
            System.IO.Path.GetFullPath(reader.Text(KnownSettings.Database) ?? System.IO.Path.Combine(data, "chaos.db")),
            connection,
            (long)reader.Whole(KnownSettings.DataLimit, 20480, 1, int.MaxValue) << 20);
    }
}
