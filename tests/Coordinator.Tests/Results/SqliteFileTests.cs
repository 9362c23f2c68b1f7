using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Coordinator.Tests.Results;

public sealed class SqliteFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-").FullName;

    private string Database => Path.Combine(_folder, "campaign.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Should_say_what_is_wrong_with_a_file()
    {
        var missing = Assert.Throws<StorageException>(() => ResultsStore.OpenRead(Database));
        Assert.Contains("no such file", missing.Message);
        var nowhere = Assert.Throws<StorageException>(() => ResultsStore.Open(Path.Combine(_folder, "none", "x.db")));
        Assert.Contains("cannot be opened", nowhere.Message);
        File.WriteAllText(Database, new string('x', 5000));
        Assert.Contains("not a results database", Assert.Throws<StorageException>(() => ResultsStore.Open(Database)).Message);
        Assert.Contains("not a results database",
            Assert.Throws<StorageException>(() => ResultsStore.OpenRead(Database)).Message);
        Assert.Contains(Database, Assert.Throws<StorageException>(() => ResultsStore.OpenRead(Database)).Message);
    }

    [Fact]
    public void Should_leave_the_file_in_write_ahead_mode()
    {
        ResultsStore.Open(Database);
        using var connection = new SqliteConnection($"Data Source={Database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
    }
}
