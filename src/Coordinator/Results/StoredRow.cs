using System.Data.Common;
using Chaos.Actors.Coordinator.Storage;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>A row of <c>results</c> as it is found, with its rows of <c>series</c>.</summary>
/// <param name="Values">In the order of the table's columns.</param>
/// <param name="Observed">What the item observed.</param>
internal sealed record StoredRow(object?[] Values, IReadOnlyList<StoredSeries> Observed)
{
    private static readonly int CampaignColumn = Array.FindIndex(ResultRow.Table.Columns, column => column.Name == "campaign");
    private static readonly int ItemColumn = Array.FindIndex(ResultRow.Table.Columns, column => column.Name == "item_index");

    /// <summary>The item's index.</summary>
    public long Item => (long)Values[ItemColumn]!;

    /// <summary>The values as those of a row of another campaign.</summary>
    public object?[] Under(string campaign) => [.. Values.Select((value, column) => column == CampaignColumn ? campaign : value)];

    /// <summary>A row of all columns, its values of the types that are written: the databases give back different ones for an integer.</summary>
    public static StoredRow Read(DbDataReader row, IReadOnlyList<StoredSeries> observed) => new(
        [.. ResultRow.Table.Columns.Select((column, c) => row.IsDBNull(c) ? null : Value(row, c, column.Type))], observed);

    private static object Value(DbDataReader row, int column, ColumnType type) => type switch
    {
        ColumnType.Integer => row.GetInt32(column),
        ColumnType.Long => row.GetInt64(column),
        ColumnType.Double => row.GetDouble(column),
        ColumnType.Text => row.GetString(column),
        _ => row.GetFieldValue<byte[]>(column),
    };
}
