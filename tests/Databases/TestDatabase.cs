using System.Data.Common;
using Chaos.Actors.Coordinator.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Chaos.Actors.Databases;

/// <summary>An empty database for one test, of either kind, and a way around the program to look into it.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly string? _folder;
    private readonly Func<DbConnection> _connect;

    private TestDatabase(Database database, Func<DbConnection> connect, string? folder)
    {
        Database = database;
        _connect = connect;
        _folder = folder;
    }

    /// <summary>As the program is told of it.</summary>
    public Database Database { get; }

    /// <summary>A SQLite file in a folder of its own.</summary>
    public static TestDatabase Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("chaos-").FullName;
        var path = Path.Combine(folder, "campaign.db");
        return new TestDatabase(Database.File(path), () => new SqliteConnection($"Data Source={path}"), folder);
    }

    /// <summary>A new database on a PostgreSQL server.</summary>
    public static TestDatabase Postgres(PostgresServer? server = null)
    {
        var connection = (server ?? PostgresServer.Shared).CreateDatabase();
        return new TestDatabase(
            Database.Server(connection), () => new NpgsqlConnection(connection + ";Pooling=false"), null);
    }

    /// <summary>Runs a statement.</summary>
    public void Execute(string sql)
    {
        using var connection = _connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query, each as text, bytes in hexadecimal.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        using var connection = _connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(
                column => reader.GetValue(column) is byte[] blob ? Convert.ToHexString(blob) : reader.GetValue(column))));
        }
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder is null) return;
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
