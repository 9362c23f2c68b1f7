using System.Data.Common;

namespace Chaos.Actors.Coordinator.Storage;

/// <summary>
/// Where journal, snapshots and results are kept, all in one place: a SQLite file for one process, PostgreSQL for a cluster.
/// Everything that differs between the two is in its subclasses; whatever uses it is one code path.
/// </summary>
public abstract class Database
{
    private protected Database()
    {
    }

    /// <summary>What messages call it. Never shows a password.</summary>
    public abstract string Name { get; }

    /// <summary>The name linq2db, and so Akka.Persistence.Sql, knows the provider by.</summary>
    internal abstract string Provider { get; }

    internal abstract string ConnectionString { get; }

    /// <summary>Run on every connection, the journal's too; empty if there is nothing to run.</summary>
    internal abstract string OnOpen { get; }

    /// <summary>The type of a column of bytes.</summary>
    internal abstract string Bytes { get; }

    /// <summary>Lets only one process at a time change tables, until the transaction ends; empty if none other could.</summary>
    internal abstract string LockSchema { get; }

    /// <summary>A SQLite file, created where it does not exist.</summary>
    public static Database File(string path) => new SqliteDatabase(path);

    /// <summary>A PostgreSQL database, which exists; its tables are created.</summary>
    /// <param name="connectionString">As Npgsql understands it: <c>Host=…;Database=…;Username=…;Password=…</c>.</param>
    /// <exception cref="StorageException">It cannot be understood.</exception>
    public static Database Server(string connectionString) => new PostgresDatabase(connectionString);

    /// <summary>PostgreSQL if a connection string is given, else the SQLite file.</summary>
    /// <exception cref="StorageException">The connection string cannot be understood.</exception>
    public static Database Of(string? connectionString, string path) =>
        string.IsNullOrWhiteSpace(connectionString) ? File(path) : Server(connectionString);

    /// <summary>A sentence for an error, with the way out.</summary>
    public abstract string Explain(Exception error);

    /// <summary>
    /// Whether what failed may go well a little later without anybody doing something about it here: the server is restarting, out
    /// of reach, or gone over to another machine. Then the campaign goes on by itself; else it stops and says why.
    /// </summary>
    public abstract bool IsTransient(Exception error);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>An open connection.</summary>
    internal abstract DbConnection Connect(bool readOnly);

    /// <summary>Inserts rows, or replaces those that are there.</summary>
    internal abstract void Put(DbConnection connection, Table table, IReadOnlyList<object?[]> rows);

    /// <summary>What cannot be done without a connection, before the first: called once, by whoever writes.</summary>
    internal virtual void Prepare(DbConnection connection)
    {
    }

    private protected static IEnumerable<Exception> Causes(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            yield return e;
            if (e is not AggregateException several) continue;
            foreach (var cause in several.InnerExceptions.Skip(1).SelectMany(Causes)) yield return cause;
        }
    }
}
