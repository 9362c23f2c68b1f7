using System.Data.Common;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>
/// What items observe, to and from the table <c>series</c>. Its rows belong to a row of <c>results</c>: they go where it goes, and
/// are removed with it.
/// </summary>
internal static class ObservedSeries
{
    public static readonly Table Table = new(
        "series",
        "campaign, item_index, name",
        ("campaign", ColumnType.Text),
        ("item_index", ColumnType.Long),
        ("name", ColumnType.Text),
        ("row_count", ColumnType.Integer),
        ("data", ColumnType.Bytes));

    public static IEnumerable<object?[]> Of(CoordinatorCommands.ResultReady result) => result.Series.Observed.Select(
        observed => new object?[]
        {
            result.Campaign.Value, result.Item.Value, observed.Name, observed.Rows.Length, SeriesBlob.Write(observed.Rows),
        });

    /// <summary>
    /// Reads rows of <c>results</c>, by item, each with its rows of <c>series</c>. In one statement, so that both are of one moment.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="version">The version of the database's tables: what an earlier one has not is NULL, and no series.</param>
    /// <param name="columns">Columns of <c>results</c>.</param>
    /// <param name="condition">Which rows.</param>
    /// <param name="parameters">What the condition's parameters are.</param>
    /// <param name="read">Reads a row.</param>
    public static IEnumerable<T> Beside<T>(
        DbConnection connection, int version, IEnumerable<string> columns, string condition, (string Name, object? Value)[] parameters,
        Func<DbDataReader, IReadOnlyList<StoredSeries>, T?> read)
        where T : class
    {
        var results = string.Join(", ", columns.Select(column => ResultsSchema.Column(version, column)));
        if (!ResultsSchema.Has(version, Table.Name))
        {
            return connection.Query(
                $"SELECT {results} FROM results WHERE {condition} ORDER BY results.item_index", parameters, row => read(row, [])).OfType<T>();
        }
        // As many rows an item as it has series, or one. The last of them completes it.
        var found = new List<StoredSeries>();
        return connection.Query(
            $"""
            SELECT {results}, series.name AS series_name, series.row_count AS series_rows, series.data AS series_data,
                (SELECT COUNT(*) FROM series AS every
                    WHERE every.campaign = results.campaign AND every.item_index = results.item_index) AS series_count
            FROM results LEFT JOIN series ON series.campaign = results.campaign AND series.item_index = results.item_index
            WHERE {condition} ORDER BY results.item_index
            """,
            parameters,
            row =>
            {
                var count = row.GetInt64(row.GetOrdinal("series_count"));
                if (count > 0) found.Add(new StoredSeries(row["series_name"], row["series_rows"], row["series_data"]));
                if (found.Count < count) return null;
                StoredSeries[] all = [.. found];
                found.Clear();
                return read(row, all);
            }).OfType<T>();
    }

    /// <summary>The observed series of one item.</summary>
    public static IReadOnlyList<NamedSeries> Of(DbConnection connection, string campaign, long item) =>
        StoredSeries.Read(connection.Query(
            "SELECT name, row_count, data FROM series WHERE campaign = @campaign AND item_index = @item",
            [("campaign", campaign), ("item", item)],
            row => new StoredSeries(row[0], row[1], row[2])));
}
