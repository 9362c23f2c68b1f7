using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Databases;
using Npgsql;

namespace Chaos.Actors.Coordinator.Tests.Storage;

public sealed class PostgresDatabaseTests
{
    [Fact]
    public void Should_choose_the_database_by_whether_there_is_a_connection_string()
    {
        Assert.Equal("a.db", Database.Of(null, "a.db").Name);
        Assert.Equal("a.db", Database.Of(" ", "a.db").Name);
        Assert.Contains("\"chaos\" at db:5433", Database.Of("Host=db;Port=5433;Database=chaos", "a.db").Name);
    }

    [Theory]
    [InlineData("Hots=db")]
    [InlineData("Host=db;Port=many")]
    [InlineData("Database=chaos")]
    public void Should_refuse_a_connection_string_it_does_not_understand(string connection) => Assert.Contains(
        "connection string", Assert.Throws<StorageException>(() => Database.Server(connection)).Message);

    [Fact]
    public void Should_never_show_a_password()
    {
        var database = Database.Server("Host=127.0.0.1;Port=1;Database=chaos;Username=me;Password=geheim");
        var refused = Assert.Throws<StorageException>(() => ResultsStore.Open(database));
        Assert.DoesNotContain("geheim", database.ToString());
        Assert.DoesNotContain("geheim", refused.ToString());
    }

    [Fact]
    public void Should_wait_for_a_server_that_cannot_be_reached()
    {
        var database = Database.Server("Host=127.0.0.1;Port=1;Database=chaos;Username=me");
        var refused = Assert.Throws<StorageException>(() => ResultsStore.Open(database));
        Assert.Contains("cannot be reached", refused.Message);
        Assert.True(database.IsTransient(refused));
        Assert.True(database.IsTransient(new AggregateException(new InvalidOperationException("", refused))));
    }

    [Fact]
    public void Should_not_wait_for_what_somebody_has_to_mend()
    {
        var connection = PostgresServer.Shared.CreateDatabase();
        Expect("no such database", connection + "x");

        Execute(connection, "CREATE ROLE reader LOGIN");
        Execute(connection, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        Expect("lacks the right", connection.Replace("Username=chaos", "Username=reader", StringComparison.Ordinal));

        static void Expect(string what, string connection)
        {
            var database = Database.Server(connection);
            var refused = Assert.Throws<StorageException>(() => ResultsStore.Open(database));
            Assert.Contains(what, refused.Message);
            Assert.Contains(database.Name, refused.Message);
            Assert.False(database.IsTransient(refused));
        }
    }

    [Fact]
    public void Should_wait_while_the_server_accepts_no_writes()
    {
        var connection = PostgresServer.Shared.CreateDatabase();
        ResultsStore.Open(Database.Server(connection));
        var standby = Database.Server(connection + ";Options=-c default_transaction_read_only=on");
        var refused = Assert.Throws<StorageException>(() => ResultsStore.Open(standby));
        Assert.Contains("standby", refused.Message);
        Assert.True(standby.IsTransient(refused));
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
