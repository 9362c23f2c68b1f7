using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;
using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Coordinator.Tests.Results;

public sealed class ResultsStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-").FullName;
    private readonly StoredCampaign _campaign = new(Specs.Campaign(), "hash", 1, CampaignStance.Open, "");

    private string Database => Path.Combine(_folder, "campaign.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Should_bring_results_back_bit_for_bit_by_item()
    {
        var store = ResultsStore.Open(Database);
        var diverged = Specs.Result(_campaign.Spec, 1, default) with
        {
            Series = new([[1, double.NaN], [double.PositiveInfinity, -0.0], [5, 6]], [0.5, 0.25], [[1, 2], [3, 4]], 1),
            Summary = new ItemSummary(double.NaN, 0, 0.25, 0.5, [null, null], 1),
        };
        var results = new[] { Specs.Result(_campaign.Spec, 7, default), diverged };
        store.Write(new StoreBatch(_campaign, results, [], false));

        var reader = ResultsStore.OpenRead(Database);
        var rows = reader.Read(_campaign.Id).ToList();
        Assert.Equal([1L, 7L], rows.Select(row => row.Item.Value));
        Assert.Equal(diverged.Series.Digest(), rows[0].Series.Digest());
        Assert.Equal(1, rows[0].Series.DivergedAt);
        Assert.Equal(results[0].Series.Digest(), rows[1].Series.Digest());
        var summaries = reader.Summaries(_campaign.Id).ToList();
        Assert.Equal(double.NaN, summaries[0].Summary.Lambda);
        Assert.Equal((int?[])[1, null], summaries[1].Summary.TrainingTimes);
        Assert.Equal((0.1, "n1", 1), (summaries[1].Summary.Lambda, summaries[1].Node.Value, summaries[1].NumericsVersion));
        Assert.Empty(reader.Read(new CampaignId("other")));
    }

    [Fact]
    public void Should_change_nothing_when_a_batch_is_written_again()
    {
        var store = ResultsStore.Open(Database);
        var batch = new StoreBatch(
            _campaign,
            [Specs.Result(_campaign.Spec, 3, default)],
            [new QuarantinedItem(new ItemIndex(4), 3, "error", new NodeId("n1"))],
            false);
        store.Write(batch);
        store.Write(batch);
        Assert.Single(store.Read(_campaign.Id));
        Assert.Single(store.Quarantined(_campaign.Id));
        Assert.Single(store.Campaigns());
    }

    [Fact]
    public void Should_keep_the_campaign_for_readers_of_the_file_alone()
    {
        var store = ResultsStore.Open(Database);
        store.Write(new StoreBatch(_campaign, [], [], false));
        store.Write(new StoreBatch(_campaign with { Stance = CampaignStance.Failed, Reason = "no data" }, [], [], false));
        var stored = Assert.Single(ResultsStore.OpenRead(Database).Campaigns());
        Assert.Equal(_campaign.Id, stored.Id);
        Assert.Equal(_campaign.Spec.Grid.Item(5), stored.Spec.Grid.Item(5));
        Assert.Equal(("hash", 1, CampaignStance.Failed, "no data"),
            (stored.TaskContentHash, stored.NumericsVersion, stored.Stance, stored.Reason));
    }

    [Fact]
    public void Should_take_an_item_out_of_quarantine_when_it_is_done_or_all_are_lifted()
    {
        var store = ResultsStore.Open(Database);
        QuarantinedItem Bad(long item) => new(new ItemIndex(item), 3, "error", new NodeId("n1"));
        store.Write(new StoreBatch(_campaign, [], [Bad(1), Bad(2)], false));
        store.Write(new StoreBatch(_campaign, [Specs.Result(_campaign.Spec, 1, default)], [], false));
        Assert.Equal([Bad(2)], store.Quarantined(_campaign.Id));
        store.Write(new StoreBatch(_campaign, [], [Bad(5)], true));
        Assert.Equal([Bad(5)], store.Quarantined(_campaign.Id));
    }

    [Fact]
    public void Should_be_readable_while_it_is_written()
    {
        var store = ResultsStore.Open(Database);
        store.Write(new StoreBatch(_campaign, [Specs.Result(_campaign.Spec, 0, default)], [], false));
        using var rows = ResultsStore.OpenRead(Database).Read(_campaign.Id).GetEnumerator();
        Assert.True(rows.MoveNext());
        store.Write(new StoreBatch(_campaign, [Specs.Result(_campaign.Spec, 1, default)], [], false));
        Assert.False(rows.MoveNext()); // the reader sees the file as it was when it began
        Assert.Equal(2, store.Read(_campaign.Id).Count());
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
