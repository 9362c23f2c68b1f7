using System.Data.Common;
using Akka.Pattern;
using Akka.Persistence;
using LinqToDB;
using Npgsql;

namespace Chaos.Actors.Coordinator.Storage;

/// <summary>A PostgreSQL database.</summary>
internal sealed class PostgresDatabase : Database
{
    private readonly NpgsqlConnectionStringBuilder _settings;

    public PostgresDatabase(string connectionString)
    {
        try
        {
            _settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new StorageException($"The PostgreSQL connection string cannot be understood: {e.Message}", e);
        }
        if (string.IsNullOrEmpty(_settings.Host))
        {
            throw new StorageException(
                "The PostgreSQL connection string names no host; it looks like Host=db;Database=chaos;Username=chaos;Password=….");
        }
        _settings.ApplicationName ??= "chaos";
        // Else a connection to a machine that vanished would be waited for until the kernel gives up, a quarter of an hour.
        _settings.TcpKeepAlive = true;
        if (_settings.KeepAlive == 0) _settings.KeepAlive = 10;
    }

    public override string Name =>
        $"PostgreSQL database \"{_settings.Database ?? _settings.Username}\" at {_settings.Host}:{_settings.Port}";

    internal override string Provider => ProviderName.PostgreSQL15;

    internal override string ConnectionString => _settings.ConnectionString;

    /// <summary>
    /// A coordinator that falls asleep or is cut off in the middle of a transaction would else keep its successor from writing for
    /// as long as the server holds the connection to be alive: for hours. One that is cut off in the middle of a statement is not idle
    /// to the server, which has to ask the network whether somebody is there.
    /// </summary>
    internal override string OnOpen =>
        """
        SET idle_in_transaction_session_timeout = '10s';
        SET tcp_keepalives_idle = 4;
        SET tcp_keepalives_interval = 2;
        SET tcp_keepalives_count = 3;
        SET tcp_user_timeout = '10s'
        """;

    internal override string Bytes => "BYTEA";

    // Any number, as long as nothing else in the database locks the same.
    internal override string LockSchema => "SELECT pg_advisory_xact_lock(4374303733)";

    public override string Explain(Exception error)
    {
        foreach (var cause in Causes(error))
        {
            if (cause is PostgresException refused) return $"{Name}: {Explain(refused.SqlState)} ({refused.MessageText})";
            if (cause is NpgsqlException { InnerException: { } inner })
                return $"{Name}: it cannot be reached; check that it runs and where. ({inner.GetBaseException().Message})";
        }
        return $"{Name}: {error.GetBaseException().Message}";
    }

    public override bool IsTransient(Exception error) => Causes(error).Any(cause => cause switch
    {
        PostgresException refused => refused.IsTransient || refused.SqlState is
            // https://www.postgresql.org/docs/current/errcodes-appendix.html; Npgsql does not know that these pass here:
            PostgresErrorCodes.UniqueViolation // another coordinator, not yet dead, wrote the journal first
            or PostgresErrorCodes.ReadOnlySqlTransaction // a standby that may be promoted, or the client be led to the primary
            or "25P03" // this process slept in the middle of a transaction
            or PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown,
        NpgsqlException or TimeoutException or OpenCircuitException or RecoveryTimedOutException or TaskCanceledException => true,
        System.Net.Sockets.SocketException or IOException => true,
        _ => false,
    });

    internal override DbConnection Connect(bool readOnly)
    {
        var connection = new NpgsqlConnection(ConnectionString);
        try
        {
            connection.Open();
            connection.Execute(OnOpen);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        return connection;
    }

    // One statement with one array a column: it is planned once, however many rows there are.
    internal override void Put(DbConnection connection, Table table, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0) return;
        var source = $"SELECT * FROM unnest({string.Join(", ", table.Columns.Select(column => "@" + column.Name))})";
        var columns = table.Columns.Select((column, c) => (column.Name, (object?)Values(column.Type, rows, c))).ToArray();
        connection.Execute(table.Put(source), columns);
    }

    private static Array Values(ColumnType type, IReadOnlyList<object?[]> rows, int column)
    {
        return type switch
        {
            ColumnType.Integer => Cast<int?>(),
            ColumnType.Long => Cast<long?>(),
            ColumnType.Double => Cast<double?>(),
            ColumnType.Text => Cast<string>().Select(WithoutNul).ToArray(),
            _ => Cast<byte[]>(),
        };

        T?[] Cast<T>()
        {
            var values = new T?[rows.Count];
            for (var r = 0; r < values.Length; r++) values[r] = rows[r][column] is double.NaN ? default : (T?)rows[r][column];
            return values;
        }
    }

    // The one character that PostgreSQL's text cannot hold.
    private static string? WithoutNul(string? text) => text?.Replace('\0', '\uFFFD');

    private static string Explain(string state) => state switch
    {
        "53100" => "the server's disk is full; make room.",
        "53300" => "the server has no connection left; raise max_connections.",
        "57P01" or "57P02" or "57P03" => "the server is shutting down or starting.",
        "28P01" or "28000" => "the server refuses the user name or the password.",
        "3D000" => "there is no such database; create it.",
        "42501" => "the user lacks the right; grant it CREATE on the schema and ownership of the tables.",
        "25006" => "the server accepts no writes; is it a standby?",
        _ => $"the database refused with {state}.",
    };
}
