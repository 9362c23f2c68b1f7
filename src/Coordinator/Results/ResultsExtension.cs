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
    private const int ChunkRows = 4096;

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
    /// Takes over rows of another database, as a former campaign: <see cref="Carry"/> finds them there.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="connection">To it.</param>
    /// <param name="campaign">The campaign that is to have them.</param>
    /// <param name="source">The campaign in the other database.</param>
    /// <param name="rows">Its rows.</param>
    /// <returns>How many were taken.</returns>
    public static int TakeOver(
        Database database, DbConnection connection, StoredCampaign campaign, StoredCampaign source, IEnumerable<StoredRow> rows)
    {
        var (key, taken) = (NextFormer(connection, campaign.Id.Value), 0);
        foreach (var row in rows)
        {
            if (taken++ == 0) Put(connection, key, source);
            database.Put(connection, ResultRow.Table, [row.Under(key)]);
            database.Put(connection, ObservedSeries.Table, [.. row.Observed.Select(series => new object?[]
            {
                key, row.Item, series.Name, Convert.ToInt32(series.RowCount, CultureInfo.InvariantCulture), series.Data,
            })]);
        }
        return taken;
    }

    /// <summary>Does it, and sums up what is there of the campaign afterwards.</summary>
    public StoredItems Carry()
    {
        connection.Execute("CREATE TEMPORARY TABLE IF NOT EXISTS moves (from_index BIGINT NOT NULL PRIMARY KEY, to_index BIGINT)");
        var campaigns = Campaigns(connection);
        var own = campaigns.FirstOrDefault(named => named.Key == _key);
        if (own is not null && own.Campaign.Spec != campaign.Spec) Rearrange(own.Campaign);
        Put(connection, _key, campaign);
        connection.Execute(ResultsSchema.ClearQuarantined, ("campaign", _key));
        foreach (var other in campaigns.Where(named => named.Key != _key && named.Campaign.NumericsVersion == campaign.NumericsVersion))
            Adopt(other);
        connection.Execute("DELETE FROM moves");
        return StoredItems.Of(campaign, connection.Query(ResultsSchema.Summaries(ResultsSchema.Steps.Length), [("campaign", _key)], ResultRow.ReadSummary));
    }

    // In two steps, the first to where no item is: a row's place may be another one's that has not moved yet.
    private void Rearrange(StoredCampaign own)
    {
        var overlap = Overlap(own);
        string? former = null;
        foreach (var chunk in Chunks(_key))
        {
            var moves = chunk.ConvertAll(row => (row.Item, To: overlap.Map(row.Item)));
            Remember(moves);
            if (moves.Exists(move => move.To is null))
            {
                if (former is null) Put(connection, former = NextFormer(connection, _key), own);
                connection.Execute(
                    "UPDATE results SET campaign = @former WHERE campaign = @campaign AND item_index IN (SELECT from_index FROM moves WHERE to_index IS NULL)",
                    ("campaign", _key), ("former", former));
            }
            connection.Execute(
                """
                UPDATE results SET item_index = -1 - (SELECT to_index FROM moves WHERE from_index = item_index)
                WHERE campaign = @campaign AND item_index IN (SELECT from_index FROM moves WHERE to_index <> from_index)
                """,
                ("campaign", _key));
            foreach (var (from, to) in moves)
                if (to is { } place) Refresh(own.Spec, from, place, at: place == from ? place : -1 - place);
        }
        connection.Execute(
            "UPDATE results SET item_index = -1 - item_index WHERE campaign = @campaign AND item_index < 0", ("campaign", _key));
    }

    private void Adopt(Named other)
    {
        var overlap = Overlap(other.Campaign);
        if (overlap.SharedItems == 0) return;
        foreach (var chunk in Chunks(other.Key))
        {
            var wanted = chunk.FindAll(row => overlap.Map(row.Item) is not null);
            Remember(wanted.FindAll(row => !excluded.Contains(row.Node)).ConvertAll(row => (row.Item, overlap.Map(row.Item))));
            connection.Execute(
                "DELETE FROM moves WHERE EXISTS (SELECT 1 FROM results WHERE campaign = @campaign AND item_index = to_index)", ("campaign", _key));
            foreach (var (table, columns) in ((string, string)[])[("results", Columns), ("series", "name, row_count, data")])
            {
                connection.Execute(
                    $"""
                    INSERT INTO {table} (campaign, item_index, {columns})
                    SELECT @campaign, to_index, {columns} FROM {table} JOIN moves ON from_index = item_index WHERE campaign = @other
                    """,
                    ("campaign", _key), ("other", other.Key));
            }
            foreach (var (from, to) in connection.Query("SELECT from_index, to_index FROM moves", [], row => (row.GetInt64(0), row.GetInt64(1))).ToList())
                Refresh(other.Campaign.Spec, from, to, at: to);
            if (!other.IsFormer) continue;
            // Nobody else has it: what was here already, or is not trusted, need not be kept a second time.
            Remember(wanted.ConvertAll(row => (row.Item, (long?)null)));
            connection.Execute(
                "DELETE FROM results WHERE campaign = @other AND item_index IN (SELECT from_index FROM moves)", ("other", other.Key));
        }
        if (!other.IsFormer) return;
        connection.Execute(
            "DELETE FROM campaigns WHERE campaign = @other AND NOT EXISTS (SELECT 1 FROM results WHERE campaign = @other)",
            ("other", other.Key));
    }

    // What of a row is not its content: how its task is called, and which accuracies its training times are taken at.
    private void Refresh(CampaignSpec before, long from, long to, long at)
    {
        var thresholds = campaign.Spec.Thresholds;
        (string, object?)[] row = [("campaign", _key), ("item", at)];
        var title = campaign.Spec.Tasks[campaign.Spec.Grid.TaskOf(to)].Title;
        if (before.Tasks[before.Grid.TaskOf(from)].Title != title)
            connection.Execute("UPDATE results SET task = @task WHERE campaign = @campaign AND item_index = @item", [.. row, ("task", title)]);
        if (before.Thresholds.SequenceEqual(thresholds)) return;
        var series = ObservedSeries.Beside(
            connection, ResultsSchema.Steps.Length, ResultRow.Columns, "results.campaign = @campaign AND results.item_index = @item",
            row, ResultRow.Read).Single().Series;
        var times = JsonSerializer.Serialize(ItemSummary.Of(series, thresholds).TrainingTimes);
        connection.Execute(
            "UPDATE results SET training_times = @times WHERE campaign = @campaign AND item_index = @item", [.. row, ("times", times)]);
    }

    private GridOverlap Overlap(StoredCampaign from) =>
        GridOverlap.Between(from.Spec, from.TaskContents, campaign.Spec, campaign.TaskContents);

    // The rows of a campaign by item, so many at a time that they take no memory to speak of. What is done with some of them may change them.
    private IEnumerable<List<(long Item, NodeId Node)>> Chunks(string key)
    {
        for (var last = -1L; ;)
        {
            var chunk = connection.Query(
                $"SELECT item_index, node FROM results WHERE campaign = @campaign AND item_index > @last ORDER BY item_index LIMIT {ChunkRows}",
                [("campaign", key), ("last", last)], row => (row.GetInt64(0), new NodeId(row.GetString(1)))).ToList();
            if (chunk.Count == 0) yield break;
            last = chunk[^1].Item1;
            yield return chunk;
        }
    }

    private void Remember(List<(long From, long? To)> moves)
    {
        connection.Execute("DELETE FROM moves");
        database.Put(connection, Moves, [.. moves.Select(move => new object?[] { move.From, move.To })]);
    }

    // Not what a batch puts: that leaves the specification alone, which a coordinator that was replaced may have an older one of.
    private static void Put(DbConnection connection, string key, StoredCampaign stored) => connection.Execute(
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

    private static string NextFormer(DbConnection connection, string key)
    {
        var taken = Campaigns(connection).Select(named => named.Key).ToHashSet();
        var number = 1;
        while (taken.Contains(Former())) number++;
        return Former();

        string Former() => string.Create(CultureInfo.InvariantCulture, $"{key}#{number}");
    }

    /// <summary>A campaign and the key of its rows.</summary>
    /// <param name="Key">The campaign's name, or that of a former one.</param>
    /// <param name="Campaign">The campaign.</param>
    internal sealed record Named(string Key, StoredCampaign Campaign)
    {
        /// <summary>Whether it holds what was left out of a campaign's grid.</summary>
        public bool IsFormer => Key.Contains('#', StringComparison.Ordinal);
    }
}
