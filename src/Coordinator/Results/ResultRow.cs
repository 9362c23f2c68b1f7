using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>
/// A finished item to and from a row of the <c>results</c> table. Nothing in it depends on the attempt: beside
/// where and when it was computed, the row is a function of campaign and item.
/// </summary>
internal static class ResultRow
{
    public static readonly Table Table = new(
        "results",
        "campaign, item_index",
        ("campaign", ColumnType.Text),
        ("item_index", ColumnType.Long),
        ("seed", ColumnType.Long),
        ("task", ColumnType.Text),
        ("architecture", ColumnType.Text),
        ("l2", ColumnType.Double),
        ("momentum", ColumnType.Double),
        ("epsilon", ColumnType.Double),
        ("eta", ColumnType.Double),
        ("copies", ColumnType.Integer),
        ("epochs", ColumnType.Integer),
        ("diverged_at", ColumnType.Integer),
        ("lambda", ColumnType.Double),
        ("initial_distance", ColumnType.Double),
        ("final_accuracy", ColumnType.Double),
        ("best_accuracy", ColumnType.Double),
        ("training_times", ColumnType.Text),
        ("loss", ColumnType.Bytes),
        ("accuracy", ColumnType.Bytes),
        ("distance", ColumnType.Bytes),
        ("digest", ColumnType.Text),
        ("numerics_version", ColumnType.Integer),
        ("node", ColumnType.Text),
        ("seconds", ColumnType.Double),
        ("finished", ColumnType.Text));

    public static object?[] Of(CampaignSpec spec, CoordinatorCommands.ResultReady result, DateTimeOffset finished)
    {
        var grid = spec.Grid;
        var item = grid.Item(result.Item.Value);
        var summary = result.Summary;
        return
        [
            result.Campaign.Value,
            result.Item.Value,
            (long)item.Seed,
            spec.Tasks[grid.TaskOf(result.Item.Value)].Title,
            item.Architecture.Name,
            item.L2,
            item.Momentum,
            item.Perturbation.Epsilon,
            item.LearningRate,
            result.Series.Loss.Length,
            item.Epochs,
            result.Series.DivergedAt,
            summary.Lambda,
            summary.InitialDistance,
            summary.FinalAccuracy,
            summary.BestAccuracy,
            JsonSerializer.Serialize(summary.TrainingTimes),
            SeriesBlob.Write(result.Series.Loss),
            SeriesBlob.Write(result.Series.Accuracy),
            SeriesBlob.Write(result.Series.Distance),
            result.Digest,
            result.NumericsVersion,
            result.Node.Value,
            result.Duration.TotalSeconds,
            finished.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ];
    }

    public static StoredSummary ReadSummary(DbDataReader row) => new(
        new ItemIndex(row.GetInt64(0)),
        new ItemSummary(
            ReadDouble(row, 1),
            ReadDouble(row, 2),
            ReadDouble(row, 3),
            ReadDouble(row, 4),
            JsonSerializer.Deserialize<int?[]>(row.GetString(5)) ?? [],
            row.IsDBNull(6) ? null : row.GetInt32(6)),
        row.GetString(7),
        row.GetInt32(8),
        new NodeId(row.GetString(9)))
    {
        Seconds = ReadDouble(row, 10),
        Finished = row.IsDBNull(11) ? null : DateTimeOffset.Parse(row.GetString(11), CultureInfo.InvariantCulture),
    };

    /// <summary>The columns that <see cref="Read"/> reads.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["item_index", "copies", "loss", "accuracy", "distance", "diverged_at", "digest", "numerics_version", "node"];

    public static StoredResult Read(DbDataReader row, IReadOnlyList<StoredSeries> observed)
    {
        var copies = row.GetInt32(1);
        var series = new PairGroupSeries(
            SeriesBlob.Read(row.GetFieldValue<byte[]>(2), copies),
            SeriesBlob.Read(row.GetFieldValue<byte[]>(3)),
            SeriesBlob.Read(row.GetFieldValue<byte[]>(4), copies - 1),
            row.IsDBNull(5) ? null : row.GetInt32(5))
        {
            Observed = StoredSeries.Read(observed),
        };
        return new StoredResult(
            new ItemIndex(row.GetInt64(0)), series, row.GetString(6), row.GetInt32(7), new NodeId(row.GetString(8)));
    }

    private static double ReadDouble(DbDataReader row, int column) =>
        row.IsDBNull(column) ? double.NaN : row.GetDouble(column);
}
