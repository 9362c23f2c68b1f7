using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Databases;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Results;

/// <summary>The store on either database.</summary>
public abstract class ResultsStoreTests(TestDatabase database) : IDisposable
{
    private readonly TestDatabase _database = database;
    private readonly StoredCampaign _campaign = new(Specs.Campaign(), TaskContents.Of("hash"), 1, CampaignStance.Open, "");

    private Database Database => _database.Database;

    public void Dispose()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
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
        diverged = diverged with { Digest = diverged.Series.Digest() };
        var results = new[] { Specs.Result(_campaign.Spec, 7, default), diverged };
        store.Write(new StoreBatch(_campaign, results, [], false), default);

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
    public void Should_bring_back_what_items_observe_beside_those_that_observe_nothing()
    {
        var store = ResultsStore.Open(Database);
        var results = new[] { Observing(2), Specs.Result(_campaign.Spec, 5, default), Observing(9) };
        store.Write(new StoreBatch(_campaign, results, [], false), default);
        store.Write(new StoreBatch(_campaign, results, [], false), default);

        var reader = ResultsStore.OpenRead(Database);
        Assert.Equal(results.Select(result => result.Digest), reader.Read(_campaign.Id).Select(row => row.Series.Digest()));
        var found = reader.Find(_campaign.Id, new ItemIndex(9))!.Series.Observed;
        Assert.Equal(["a", "b", "testLoss"], found.Select(series => series.Name));
        Assert.Equal([[1, double.NaN], [-0.0, 4]], found[0].Rows);
        Assert.Empty(reader.Find(_campaign.Id, new ItemIndex(5))!.Series.Observed);
        Assert.DoesNotContain(reader.Damaged(_campaign), row => row.Columns[0].StartsWith("loss", StringComparison.Ordinal));
        // What is adopted into the journal says where the series of one row ended.
        var adopted = store.TakeOver(_campaign.Id, 0, item => item != 2).Rows;
        Assert.Equal([[], [new("b", 5), new("testLoss", 0.5)]], adopted.Select(row => row.Summary.LastValues));
    }

    [Fact]
    public void Should_move_and_remove_what_items_observe_with_their_rows()
    {
        var store = ResultsStore.Open(Database);
        store.Write(new StoreBatch(_campaign, [Observing(2), Observing(3) with { Node = new NodeId("other") }], [], false), default);
        _database.Execute("UPDATE results SET item_index = 7 WHERE item_index = 2");
        Assert.Equal([3L, 7L], store.Read(_campaign.Id).Select(row => row.Item.Value));
        store.Remove(_campaign.Id, [new NodeId("n1")], 0);
        Assert.Equal([3L], store.Read(_campaign.Id).Select(row => row.Item.Value));
        Assert.Equal(3, Rows());
        store.Remove(_campaign.Id, [new NodeId("other")], 0);
        Assert.Equal(0, Rows());

        long Rows()
        {
            using var connection = Database.Connect(readOnly: false);
            return connection.Query("SELECT COUNT(*) FROM series", [], row => row.GetInt64(0)).Single();
        }
    }

    [Theory]
    [InlineData("DELETE FROM series WHERE name = 'b'")]
    [InlineData("UPDATE series SET name = 'c' WHERE name = 'b'")]
    [InlineData("UPDATE series SET row_count = 3 WHERE name = 'a'")]
    [InlineData("UPDATE series SET row_count = 1 WHERE name = 'a'")]
    [InlineData("UPDATE series SET data = (SELECT data FROM series WHERE name = 'b') WHERE name = 'testLoss'")]
    public void Should_see_damage_to_what_an_item_observes(string sql)
    {
        var store = ResultsStore.Open(Database);
        store.Write(new StoreBatch(_campaign, [Observing(2)], [], false), default);
        _database.Execute(sql);
        Assert.Contains("item 2 of campaign", Assert.Throws<StorageException>(() => store.Read(_campaign.Id).ToList()).Message);
        Assert.Equal("loss, accuracy, distance, series", Assert.Single(Assert.Single(store.Damaged(_campaign)).Columns));
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
        store.Write(batch, default);
        store.Write(batch, default);
        Assert.Single(store.Read(_campaign.Id));
        Assert.Single(store.Quarantined(_campaign.Id));
        Assert.Single(store.Campaigns());
    }

    [Fact]
    public void Should_keep_the_campaign_for_readers_of_the_file_alone()
    {
        var store = ResultsStore.Open(Database);
        store.Write(new StoreBatch(_campaign, [], [], false), default);
        store.Write(new StoreBatch(_campaign with { Stance = CampaignStance.Failed, Reason = "no data" }, [], [], false), default);
        var stored = Assert.Single(ResultsStore.OpenRead(Database).Campaigns());
        Assert.Equal(_campaign.Id, stored.Id);
        Assert.Equal(_campaign.Spec.Grid.Item(5), stored.Spec.Grid.Item(5));
        Assert.Equal(("hash", 1, CampaignStance.Failed, "no data"),
            (stored.TaskContents.Text, stored.NumericsVersion, stored.Stance, stored.Reason));
    }

    [Fact]
    public void Should_take_an_item_out_of_quarantine_when_it_is_done_or_all_are_lifted()
    {
        var store = ResultsStore.Open(Database);
        QuarantinedItem Bad(long item) => new(new ItemIndex(item), 3, "error", new NodeId("n1"));
        store.Write(new StoreBatch(_campaign, [], [Bad(1), Bad(2)], false), default);
        store.Write(new StoreBatch(_campaign, [Specs.Result(_campaign.Spec, 1, default)], [], false), default);
        Assert.Equal([Bad(2)], store.Quarantined(_campaign.Id));
        store.Write(new StoreBatch(_campaign, [], [Bad(5)], true), default);
        Assert.Equal([Bad(5)], store.Quarantined(_campaign.Id));
    }

    [Fact]
    public void Should_be_readable_while_it_is_written()
    {
        var store = ResultsStore.Open(Database);
        store.Write(new StoreBatch(_campaign, [Specs.Result(_campaign.Spec, 0, default)], [], false), default);
        using var rows = ResultsStore.OpenRead(Database).Read(_campaign.Id).GetEnumerator();
        Assert.True(rows.MoveNext());
        store.Write(new StoreBatch(_campaign, [Specs.Result(_campaign.Spec, 1, default)], [], false), default);
        Assert.False(rows.MoveNext()); // the reader sees the file as it was when it began
        Assert.Equal(2, store.Read(_campaign.Id).Count());
    }

    [Fact]
    public void Should_bring_tables_of_the_first_release_up_to_date_and_refuse_those_of_a_later_one()
    {
        var store = ResultsStore.Open(Database);
        store.Write(new StoreBatch(_campaign, [Specs.Result(_campaign.Spec, 3, default)], [], false), default);
        foreach (var table in (string[])["chaos_schema", "last_groups", "excluded_nodes", "series", "data_files", "data_parts"])
            _database.Execute($"DROP TABLE {table}");
        foreach (var column in (string[])["task", "momentum", "epsilon", "seconds", "finished"]) _database.Execute($"ALTER TABLE results DROP COLUMN {column}");
        Assert.Single(ResultsStore.OpenRead(Database).Read(_campaign.Id)); // as they are
        Assert.NotNull(ResultsStore.OpenRead(Database).Find(_campaign.Id, new ItemIndex(3)));
        store = ResultsStore.Open(Database);
        Assert.Single(store.Read(_campaign.Id));
        store.Write(new StoreBatch(_campaign, [Specs.Result(_campaign.Spec, 4, default)], [], false), default);
        Assert.Equal(2, store.Read(_campaign.Id).Count());

        _database.Execute("UPDATE chaos_schema SET version = 99");
        var later = Assert.Throws<StorageException>(() => ResultsStore.Open(Database));
        Assert.Contains("a later release", later.Message);
        Assert.Contains("version 99", later.Message);
    }

    [Fact]
    public void Should_remember_the_last_group_of_rows_and_no_earlier_one()
    {
        var store = ResultsStore.Open(Database);
        Assert.Empty(store.TakeOver(_campaign.Id, 0, _ => true).Rows);
        Put(1, 2);
        Put(7, 5, 3);
        store.Write(new StoreBatch(_campaign, [], [], false), default); // no results: no group of rows
        var group = store.TakeOver(_campaign.Id, 1, item => item != 5).Rows;
        Assert.Equal([7L, 3L], group.Select(row => row.Item.Value));
        Assert.Equal(Specs.Result(_campaign.Spec, 7, default).Digest, group[0].Digest);

        void Put(params long[] items) => store.Write(new StoreBatch(
            _campaign, [.. items.Select(item => Specs.Result(_campaign.Spec, item, default))], [], false, Journalled: 1), default);
    }

    [Fact]
    public void Should_refuse_rows_from_a_coordinator_that_has_been_replaced()
    {
        var store = ResultsStore.Open(Database);
        Put(item: 1, journalled: 5, "n1");
        store.Claim(_campaign.Id, 7);
        var refused = Assert.Throws<StorageException>(() => Put(item: 1, journalled: 6, "n2"));
        Assert.Contains("another coordinator", refused.Message);
        Assert.True(store.IsTransient(refused));
        Assert.Throws<StorageException>(() => store.Remove(_campaign.Id, [new NodeId("n1")], 6));
        Assert.Throws<StorageException>(() => store.Claim(_campaign.Id, 6));
        Assert.Equal("n1", Assert.Single(store.Read(_campaign.Id)).Node.Value);
        Put(item: 1, journalled: 7, "n3");
        Assert.Equal("n3", store.Find(_campaign.Id, new ItemIndex(1))?.Node.Value);

        // A successor has read the last group and knows as many facts: what is written now it would not see.
        Assert.Equal("n3", Assert.Single(store.TakeOver(_campaign.Id, 7, _ => true).Rows).Node.Value);
        Assert.Throws<StorageException>(() => Put(item: 1, journalled: 7, "n4"));
        Assert.Single(store.TakeOver(_campaign.Id, 7, _ => true).Rows); // another one, if that died before it journalled anything
        Put(item: 1, journalled: 8, "n5");

        void Put(long item, long journalled, string node) => store.Write(new StoreBatch(
            _campaign, [Specs.Result(_campaign.Spec, item, default, node)], [], false, Journalled: journalled), default);
    }

    [Fact]
    public void Should_remove_the_rows_of_some_nodes_only()
    {
        var store = ResultsStore.Open(Database);
        store.Write(new StoreBatch(
            _campaign, [.. new[] { "n1", "n2", "n1", "n3" }.Select((node, i) => Specs.Result(_campaign.Spec, i, default, node))], [], false), default);
        store.Remove(_campaign.Id, [new NodeId("n1"), new NodeId("n3"), new NodeId("nobody")], 0);
        Assert.Equal([1L], store.Summaries(_campaign.Id).Select(row => row.Item.Value));
        Assert.Equal([1L], store.TakeOver(_campaign.Id, 0, _ => true).Rows.Select(row => row.Item.Value));
        Assert.Null(store.Find(_campaign.Id, new ItemIndex(0)));
    }

    private CoordinatorCommands.ResultReady Observing(long item)
    {
        var result = Specs.Result(_campaign.Spec, item, default);
        var series = result.Series with
        {
            Observed = [new("a", [[1, double.NaN], [-0.0, 4]]), new("b", [[5]]), new("testLoss", [[2, 1, 0.5]])],
        };
        return result with { Series = series, Digest = series.Digest() };
    }

    [Fact]
    public void Should_have_another_mark_whenever_results_have_changed()
    {
        var store = ResultsStore.Open(Database);
        Assert.Null(store.Mark(_campaign.Id));
        List<string?> marks = [];
        Changed(() => store.Extend(_campaign, new HashSet<NodeId>(), 0));
        Changed(() => Write(2, 0));
        Changed(() => Write(3, 0));
        Changed(() => Write(3, 1));
        Changed(() => store.Remove(_campaign.Id, [new NodeId("n1")], 1));
        Changed(() => Write(4, 1));
        store.Write(new StoreBatch(_campaign, [], [], false), default);

        Assert.Equal(marks.Count, marks.Distinct().Count());
        Assert.Equal(marks[^1], store.Mark(_campaign.Id));
        store.Remove(_campaign.Id, [new NodeId("n1")], 1);
        Assert.Empty(store.TakeOver(_campaign.Id, 1, _ => true).Rows);

        void Write(long item, long journalled) =>
            store.Write(new StoreBatch(_campaign, [Specs.Result(_campaign.Spec, item, default)], [], false, Journalled: journalled), default);

        void Changed(Action change)
        {
            change();
            marks.Add(store.Mark(_campaign.Id));
        }
    }

    [Fact]
    public void Should_take_any_text_of_an_error()
    {
        var store = ResultsStore.Open(Database);
        var item = new QuarantinedItem(new ItemIndex(1), 3, "it's \"\\ a\0b\n{}", new NodeId("n1"));
        store.Write(new StoreBatch(_campaign, [], [item], false), default);
        Assert.StartsWith("it's \"\\ a", Assert.Single(store.Quarantined(_campaign.Id)).Error);
    }
}

public sealed class SqliteResultsStoreTests() : ResultsStoreTests(TestDatabase.Sqlite());

public sealed class PostgresResultsStoreTests() : ResultsStoreTests(TestDatabase.Postgres());
