using System.Data.Common;
using System.Text.Json;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.TrainingTimes;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>A stored row that is not as it was written.</summary>
/// <param name="Item">The item.</param>
/// <param name="Node">Where it was computed.</param>
/// <param name="Columns">
/// The columns that are not what the row's own series say; only the series' own where these have not the digest beside them, for
/// then they say nothing.
/// </param>
public sealed record DamagedRow(ItemIndex Item, NodeId Node, IReadOnlyList<string> Columns);

/// <summary>
/// Compares rows of the <c>results</c> table with what they would be if they were written now: beside the node, a row is a function
/// of campaign and item, and its scalar columns one of its series.
/// </summary>
internal static class RowCheck
{
    private static readonly string[] Names = [.. ResultRow.Table.Columns.Select(column => column.Name)];

    /// <summary>The columns that <see cref="Check"/> looks at: all.</summary>
    public static IReadOnlyList<string> Columns => Names;

    /// <summary>A row as series, whose digest is checked.</summary>
    /// <exception cref="StorageException">They have not the digest that stands beside them, or are no series at all.</exception>
    public static StoredResult Whole(DbDataReader row, IReadOnlyList<StoredSeries> observed, CampaignId campaign, string database)
    {
        var item = new ItemIndex(row.GetInt64(0));
        try
        {
            if (ResultRow.Read(row, observed) is var result && result.Series.Digest() == result.Digest) return result;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // Said below.
        }
        throw new StorageException(
            $"{database}: item {item} of campaign {campaign} is damaged: its series are not those that were stored, as the digest "
            + "beside them shows. Look at the disk, and restore the database from a backup or compute the campaign anew; "
            + "`chaos verify` lists every damaged item.")
        {
            IsDamage = true,
        };
    }

    /// <summary>What is wrong with a row of <see cref="Columns"/>; null if nothing is.</summary>
    public static DamagedRow? Check(DbDataReader row, IReadOnlyList<StoredSeries> observed, StoredCampaign campaign)
    {
        var item = new ItemIndex(row.GetInt64(At("item_index")));
        var node = new NodeId(row.IsDBNull(At("node")) ? "" : row.GetString(At("node")));
        if (item.Value < 0 || item.Value >= campaign.Spec.Grid.Items) return new(item, node, ["item_index"]);
        PairGroupSeries series;
        var all = "loss, accuracy, distance" + (observed.Count + campaign.Spec.Grid.Item(0).Observables().Count > 0 ? ", series" : "");
        try
        {
            var copies = row.GetInt32(At("copies"));
            series = new PairGroupSeries(
                SeriesBlob.Read(row.GetFieldValue<byte[]>(At("loss")), copies),
                SeriesBlob.Read(row.GetFieldValue<byte[]>(At("accuracy"))),
                SeriesBlob.Read(row.GetFieldValue<byte[]>(At("distance")), copies - 1),
                null)
            {
                Observed = StoredSeries.Read(observed),
            };
            if (series.Digest() != row.GetString(At("digest"))) return new(item, node, [all]);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return new(item, node, [all]);
        }

        series = series with { DivergedAt = DivergedAt(row, series) };
        var differing = Differing(row, campaign, item, series, ItemSummary.Of(series, campaign.Spec.Thresholds));
        // Releases that counted every accuracy, whatever the loss, and did not look at w(T), wrote other columns and meant them.
        if (differing.Count > 0 && LearningCurve.DivergedAt(series) is not null
            && Former(series, campaign.Spec) is var former
            && Differing(row, campaign, item, former.Series, former.Summary).Count == 0)
            return null;
        return differing.Count == 0 ? null : new(item, node, differing);
    }

    private static List<string> Differing(
        DbDataReader row, StoredCampaign campaign, ItemIndex item, PairGroupSeries series, ItemSummary summary)
    {
        var expected = ResultRow.Of(campaign.Spec, new CoordinatorCommands.ResultReady(
            campaign.Id, item, default, default, series, summary, "", campaign.NumericsVersion, TimeSpan.Zero), default);
        var differing = new List<string>();
        for (var column = 0; column < expected.Length; column++)
        {
            var (name, type) = ResultRow.Table.Columns[column];
            if (type == ColumnType.Bytes || name is "digest" or "node" or "seconds" or "finished") continue;
            // Releases with one task and one ε a campaign did not write them.
            if (name is "task" or "epsilon" or "momentum" && row.IsDBNull(column)) continue;
            if (!IsSame(row, column, type, expected[column])) differing.Add(name);
        }
        return differing;
    }

    private static bool IsSame(DbDataReader row, int column, ColumnType type, object? expected)
    {
        try
        {
            if (row.IsDBNull(column)) return expected is null or double.NaN;
            return (type, expected) switch
            {
                (ColumnType.Integer, int value) => row.GetInt32(column) == value,
                (ColumnType.Long, long value) => row.GetInt64(column) == value,
                (ColumnType.Double, double value) => row.GetDouble(column).Equals(value) || row.GetDouble(column) == value,
                (ColumnType.Text, string value) => row.GetString(column) == value,
                _ => false,
            };
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return false;
        }
    }

    // From the series; a non-finite loss at T is not among them, so that a row may say T by itself.
    private static int? DivergedAt(DbDataReader row, PairGroupSeries series)
    {
        var losses = series.Loss[0].Length;
        if (losses > 0 && series.Loss.Any(copy => !double.IsFinite(copy[^1]))) return losses - 1;
        if (LearningCurve.DivergedAt(series) is { } last) return last;
        return !row.IsDBNull(At("diverged_at")) && row.GetInt32(At("diverged_at")) == losses ? losses : null;
    }

    private static (PairGroupSeries Series, ItemSummary Summary) Former(PairGroupSeries series, CampaignSpec spec)
    {
        var before = series.DivergedAt == series.Loss[0].Length ? series with { DivergedAt = null } : series;
        var summary = ItemSummary.Of(series, spec.Thresholds);
        return (before, summary with
        {
            FinalAccuracy = series.Accuracy[^1],
            BestAccuracy = series.Accuracy.Max(),
            TrainingTimes = [.. spec.Thresholds.Select(threshold => TrainingTime.First(series.Accuracy, threshold))],
            DivergedAt = before.DivergedAt,
        });
    }

    private static bool IsUnreadable(Exception error) =>
        error is FormatException or InvalidCastException or OverflowException or ArgumentException or JsonException or DbException;

    private static int At(string name) => Array.IndexOf(Names, name);
}
