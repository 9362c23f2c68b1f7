using System.Data.Common;
using System.Text.Json;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>
/// A finished item to and from a row of the <c>results</c> table. Nothing in it depends on time or on the attempt: beside
/// the node, the row is a function of campaign and item.
/// </summary>
internal static class ResultRow
{
    public static (string Name, object? Value)[] Parameters(CampaignSpec spec, CoordinatorCommands.ResultReady result)
    {
        var item = spec.Grid.Item(result.Item.Value);
        var summary = result.Summary;
        return
        [
            ("campaign", result.Campaign.Value),
            ("item", result.Item.Value),
            ("seed", (long)item.Seed),
            ("architecture", item.Architecture.Name),
            ("l2", item.L2),
            ("eta", item.LearningRate),
            ("copies", result.Series.Loss.Length),
            ("epochs", item.Epochs),
            ("diverged", result.Series.DivergedAt),
            ("lambda", summary.Lambda),
            ("initial", summary.InitialDistance),
            ("final", summary.FinalAccuracy),
            ("best", summary.BestAccuracy),
            ("times", JsonSerializer.Serialize(summary.TrainingTimes)),
            ("loss", SeriesBlob.Write(result.Series.Loss)),
            ("accuracy", SeriesBlob.Write(result.Series.Accuracy)),
            ("distance", SeriesBlob.Write(result.Series.Distance)),
            ("digest", result.Digest),
            ("numerics", result.NumericsVersion),
            ("node", result.Node.Value),
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
        new NodeId(row.GetString(9)));

    private static double ReadDouble(DbDataReader row, int column) =>
        row.IsDBNull(column) ? double.NaN : row.GetDouble(column);
}
