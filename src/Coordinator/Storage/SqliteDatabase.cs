using System.Data.Common;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Coordinator.Storage;

/// <summary>A SQLite file, readable while another process writes it.</summary>
internal sealed class SqliteDatabase(string path) : Database
{
    // Primary result codes, https://sqlite.org/rescode.html
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int Io = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public override string Name => path;

    internal override string Provider => ProviderName.SQLiteMS;

    internal override string ConnectionString => Connection(SqliteOpenMode.ReadWriteCreate);

    /// <summary>
    /// With the write-ahead log, synchronous = NORMAL survives the death of the process and FULL that of the machine as well. A
    /// group commit needs two syncs however many items it holds, so FULL costs little.
    /// </summary>
    internal override string OnOpen => "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000";

    internal override string Bytes => "BLOB";

    internal override string LockSchema => "";

    public override string Explain(Exception error) =>
        Causes(error).OfType<SqliteException>().FirstOrDefault() is { } sqlite
            ? $"{path}: {Explain(sqlite)} ({sqlite.Message})"
            : $"{path}: {error.GetBaseException().Message}";

    // Nothing about a file passes by itself: a full disk or a lock wants somebody's attention, who is there in one process.
    public override bool IsTransient(Exception error) => false;

    internal override DbConnection Connect(bool readOnly)
    {
        if (!readOnly) return Open(Connection(SqliteOpenMode.ReadWriteCreate), OnOpen);
        if (!System.IO.File.Exists(path)) throw new StorageException($"{path}: there is no such file.");
        try
        {
            // Nothing is read before something is asked for.
            return Open(Connection(SqliteOpenMode.ReadOnly), OnOpen + "; SELECT count(*) FROM sqlite_master");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is ReadOnly or CannotOpen && !HasLog)
        {
            // Readers of a file with a write-ahead log make files beside it, which a read-only disk or folder does not allow. Where no
            // log is left nobody is at work, and the file is all there is.
            return Open(Connection(SqliteOpenMode.ReadOnly, immutable: true), OnOpen);
        }
    }

    private bool HasLog => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };

    private static SqliteConnection Open(string connectionString, string first)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute(first);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        return connection;
    }

    // A property of the file, which cannot be changed in a transaction.
    internal override void Prepare(DbConnection connection) => connection.Execute("PRAGMA journal_mode = WAL");

    internal override void Put(DbConnection connection, Table table, IReadOnlyList<object?[]> rows)
    {
        var source = $"VALUES ({string.Join(", ", table.Columns.Select(column => "@" + column.Name))})";
        using var put = connection.Prepare(table.Put(source));
        var parameters = new (string, object?)[table.Columns.Length];
        foreach (var row in rows)
        {
            for (var c = 0; c < row.Length; c++) parameters[c] = (table.Columns[c].Name, row[c]);
            put.Run(parameters);
        }
    }

    private static string Explain(SqliteException error) => error.SqliteErrorCode switch
    {
        Busy => "another process keeps the file locked; end it and continue.",
        ReadOnly => "the file cannot be written; make it and its folder writable and continue.",
        Io => "reading or writing the disk failed.",
        Corrupt => "the file is damaged.",
        Full => "the disk is full; make room and continue.",
        CannotOpen => "the file cannot be opened; its folder must exist and, unless the campaign was ended cleanly, be writable.",
        NotADatabase => "this is not a results database.",
        _ => "the database refused.",
    };

    private string Connection(SqliteOpenMode mode, bool immutable = false) => new SqliteConnectionStringBuilder
    {
        DataSource = immutable
            ? $"file://{Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1"
            : Path.GetFullPath(path),
        Mode = mode,
        DefaultTimeout = 10,
        ForeignKeys = true,
        // The last to close takes the write-ahead log into the file, which a reader cannot: none outlives its use.
        Pooling = mode != SqliteOpenMode.ReadOnly,
    }.ToString();
}
