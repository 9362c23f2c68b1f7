using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>How a SQLite file is opened, by the results store and by the journal alike.</summary>
internal static class SqliteFile
{
    /// <summary>
    /// Run on every connection. With the write-ahead log, synchronous = NORMAL survives the death of the process and FULL
    /// that of the machine as well. A group commit needs two syncs however many items it holds, so FULL costs little.
    /// </summary>
    public const string OnOpen = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000";

    public static string ConnectionString(string path, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.GetFullPath(path),
        Mode = mode,
        DefaultTimeout = 10,
    }.ToString();
}
