using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>
/// Gives a campaign another grid, inside a transaction. Its rows go to their indices in the new grid. Those that have none are kept under
/// the specification they were computed for, as a former campaign that nobody lists (its key has a number behind a <c>#</c>, which no
/// name may have). What other campaigns, former ones too, have of the new grid is copied: what is in a database is computed once.
/// </summary>
internal sealed class ResultsExtension(
    Database database, DbConnection connection, StoredCampaign campaign, IReadOnlySet<NodeId> excluded)
{
    private static readonly Table Moves = new(
        "moves", "from_index", ("from_index", ColumnType.Long), ("to_index", ColumnType.Long));

    private static readonly string Columns = string.Join(
        ", ", ResultRow.Table.Columns.Select(column => column.Name).Except(["campaign", "item_index"]));

    private readonly string _key = campaign.Id.Value;

    /// <summary>The campaigns in a database, former ones too, in order of submission.</summary>
    public static IReadOnlyList<Named> Campaigns(DbConnection connection) =>
        [.. connection.Query(ResultsSchema.Campaigns, [], row => new Named(row.GetString(5), new StoredCampaign(
            CampaignSpecJson.Read(row.GetString(0)),
            TaskContents.Parse(row.GetString(1)),
            row.GetInt32(2),
            Enum.Parse<CampaignStance>(row.GetString(3), ignoreCase: true),
            row.GetString(4))))];

    /// <summary>
    /// Takes over the rows of another database that the campaign's grid has, as a former campaign: <see cref="Carry"/> finds them there.
    /// </summary>
    /// <param name="campaign">The campaign that is to have them.</param>
    /// <param name="source">The campaign in the other database.</param>
    /// <param name="rows">Its rows and what they observed.</param>
    /// <returns>How many were taken.</returns>
    public static int TakeOver(
        Database database, DbConnection connection, StoredCampaign campaign, StoredCampaign source,
        IEnumerable<StoredRow> rows)
    {
        var overlap = GridOverlap.Between(source.Spec, source.TaskContents, campaign.Spec, campaign.TaskContents);
        if (overlap.SharedItems == 0 || source.NumericsVersion != campaign.NumericsVersion) return 0;
        var extension = new ResultsExtension(database, connection, source with { Spec = source.Spec with { Name = campaign.Spec.Name } }, ImmutableHashSet<NodeId>.Empty);
        var campaigns = Campaigns(connection);
        var number = 1;
        while (campaigns.Any(named => named.Key == extension.Former(number))) number++;
        var key = extension.Former(number);
        var taken = 0;
        foreach (var (row, observed) in rows)
        {
            var item = Convert.ToInt64(row[1], CultureInfo.InvariantCulture);
            if (overlap.Map(item) is null) continue;
            if (taken++ == 0) extension.Put(key, source);
            row[0] = key;
            database.Put(connection, ResultRow.Table, [row]);
            database.Put(connection, ObservedSeries.Table, [.. observed.Select(series => new object?[]
            {
                key, item, series.Name, Convert.ToInt32(series.RowCount, CultureInfo.InvariantCulture), series.Data,
            })]);
        }
        return taken;
    }

    /// <summary>Does it, and sums up what is there of the campaign afterwards.</summary>
    public StoredItems Carry()
    {
        connection.Execute("CREATE TEMPORARY TABLE IF NOT EXISTS moves (from_index BIGINT NOT NULL PRIMARY KEY, to_index BIGINT NOT NULL)");
        var campaigns = Campaigns(connection);
        var own = campaigns.FirstOrDefault(named => named.Key == _key);
        if (own is not null && own.Campaign.Spec != campaign.Spec) Rearrange(own, campaigns);
        Put(_key, campaign);
        connection.Execute("UPDATE last_groups SET items = '[]' WHERE campaign = @campaign", ("campaign", _key));
        connection.Execute(ResultsSchema.ClearQuarantined, ("campaign", _key));
        foreach (var other in campaigns.Where(named => named.Key != _key && named.Campaign.NumericsVersion == campaign.NumericsVersion))
            Adopt(other);
        connection.Execute("DELETE FROM moves");
        return StoredItems.Of(campaign, connection.Query(ResultsSchema.Summaries, [("campaign", _key)], ResultRow.ReadSummary));
    }

    private void Rearrange(Named own, IReadOnlyList<Named> campaigns)
    {
        var overlap = Overlap(own.Campaign);
        List<(long From, long To)> moved = [.. Rows(_key).Select(item => (item, To: overlap.Map(item))).Where(move => move.To is not null)
            .Select(move => (move.item, move.To!.Value))];
        Remember(moved);
        LeaveOut(own, campaigns);
        // In two steps, the first to where no item is: a row's place may be another one's that has not moved yet.
        connection.Execute(
            """
            UPDATE results SET item_index = -1 - (SELECT to_index FROM moves WHERE from_index = item_index)
            WHERE campaign = @campaign AND EXISTS (SELECT 1 FROM moves WHERE from_index = item_index AND to_index <> item_index)
            """,
            ("campaign", _key));
        connection.Execute(
            "UPDATE results SET item_index = -1 - item_index WHERE campaign = @campaign AND item_index < 0", ("campaign", _key));
        Refresh(own.Campaign.Spec, moved);
    }

    private void LeaveOut(Named own, IReadOnlyList<Named> campaigns)
    {
        const string Left = "campaign = @campaign AND NOT EXISTS (SELECT 1 FROM moves WHERE from_index = item_index)";
        if (connection.Query($"SELECT COUNT(*) FROM results WHERE {Left}", [("campaign", _key)], row => row.GetInt64(0)).Single() == 0) return;
        var number = 1;
        while (campaigns.Any(named => named.Key == Former(number))) number++;
        Put(Former(number), own.Campaign);
        connection.Execute($"UPDATE results SET campaign = @former WHERE {Left}", ("campaign", _key), ("former", Former(number)));
    }

    private void Adopt(Named other)
    {
        var overlap = Overlap(other.Campaign);
        if (overlap.SharedItems == 0) return;
        var here = Rows(_key).ToHashSet();
        List<(long From, long To)> adopted = [.. connection
            .Query(
                "SELECT item_index, node FROM results WHERE campaign = @campaign ORDER BY item_index", [("campaign", other.Key)],
                row => (Item: row.GetInt64(0), Node: new NodeId(row.GetString(1))))
            .Where(row => !excluded.Contains(row.Node))
            .Select(row => (row.Item, To: overlap.Map(row.Item)))
            .Where(move => move.To is { } to && !here.Contains(to))
            .Select(move => (move.Item, move.To!.Value))];
        Remember(adopted);
        connection.Execute(
            $"""
            INSERT INTO results (campaign, item_index, {Columns})
            SELECT @campaign, to_index, {Columns} FROM results JOIN moves ON from_index = item_index WHERE campaign = @other
            """,
            ("campaign", _key), ("other", other.Key));
        connection.Execute(
            """
            INSERT INTO series (campaign, item_index, name, row_count, data)
            SELECT @campaign, to_index, name, row_count, data FROM series JOIN moves ON from_index = item_index WHERE campaign = @other
            """,
            ("campaign", _key), ("other", other.Key));
        Refresh(other.Campaign.Spec, adopted);
        if (!other.IsFormer) return;
        // Nobody else has it; what was here already need not be kept a second time.
        Remember([.. Rows(other.Key).ToList().Where(item => overlap.Map(item) is not null).Select(item => (item, overlap.Map(item)!.Value))]);
        connection.Execute(
            "DELETE FROM results WHERE campaign = @other AND item_index IN (SELECT from_index FROM moves)", ("other", other.Key));
        connection.Execute(
            "DELETE FROM campaigns WHERE campaign = @other AND NOT EXISTS (SELECT 1 FROM results WHERE campaign = @other)",
            ("other", other.Key));
    }

    // What of a row is not its content: how its task is called, and which accuracies its training times are taken at.
    private void Refresh(CampaignSpec before, List<(long From, long To)> moved)
    {
        var (grid, thresholds) = (campaign.Spec.Grid, campaign.Spec.Thresholds);
        var sameTimes = before.Thresholds.SequenceEqual(thresholds);
        foreach (var (from, to) in moved)
        {
            var title = campaign.Spec.Tasks[grid.TaskOf(to)].Title;
            if (sameTimes && before.Tasks[before.Grid.TaskOf(from)].Title == title) continue;
            (string, object?)[] row = [("campaign", _key), ("item", to)];
            connection.Execute("UPDATE results SET task = @task WHERE campaign = @campaign AND item_index = @item", [.. row, ("task", title)]);
            if (sameTimes) continue;
            var series = ObservedSeries.Beside(
                connection, ResultsSchema.Steps.Length, ResultRow.Columns, "results.campaign = @campaign AND results.item_index = @item",
                row, ResultRow.Read).Single().Series;
            var times = JsonSerializer.Serialize(ItemSummary.Of(series, thresholds).TrainingTimes);
            connection.Execute(
                "UPDATE results SET training_times = @times WHERE campaign = @campaign AND item_index = @item", [.. row, ("times", times)]);
        }
    }

    private GridOverlap Overlap(StoredCampaign from) =>
        GridOverlap.Between(from.Spec, from.TaskContents, campaign.Spec, campaign.TaskContents);

    private IEnumerable<long> Rows(string key) => connection.Query(
        "SELECT item_index FROM results WHERE campaign = @campaign ORDER BY item_index", [("campaign", key)], row => row.GetInt64(0));

    private void Remember(List<(long From, long To)> moves)
    {
        connection.Execute("DELETE FROM moves");
        database.Put(connection, Moves, [.. moves.Select(move => new object?[] { move.From, move.To })]);
    }

    private void Put(string key, StoredCampaign stored) => connection.Execute(
        """
        INSERT INTO campaigns (position, campaign, spec, task_content_hash, numerics_version, stance, reason)
        VALUES ((SELECT COALESCE(MAX(position) + 1, 0) FROM campaigns), @campaign, @spec, @hash, @numerics, @stance, @reason)
        ON CONFLICT (campaign) DO UPDATE SET spec = excluded.spec, task_content_hash = excluded.task_content_hash,
            numerics_version = excluded.numerics_version, stance = excluded.stance, reason = excluded.reason
        """,
        ("campaign", key),
        ("spec", CampaignSpecJson.Write(stored.Spec)),
        ("hash", stored.TaskContents.Text),
        ("numerics", stored.NumericsVersion),
        ("stance", stored.Stance.ToString().ToLowerInvariant()),
        ("reason", stored.Reason));

    private string Former(int number) => string.Create(CultureInfo.InvariantCulture, $"{_key}#{number}");

    /// <summary>A campaign and the key of its rows.</summary>
    /// <param name="Key">The campaign's name, or that of a former one.</param>
    /// <param name="Campaign">The campaign.</param>
    internal sealed record Named(string Key, StoredCampaign Campaign)
    {
        /// <summary>Whether it holds what was left out of a campaign's grid.</summary>
        public bool IsFormer => Key.Contains('#', StringComparison.Ordinal);
    }
}
