using System.Globalization;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>A row of the table <c>series</c> as it is found: whether it makes sense is seen when it is read.</summary>
/// <param name="Name">The series' name.</param>
/// <param name="RowCount">Its rows.</param>
/// <param name="Data">Its values, row-major.</param>
internal sealed record StoredSeries(object Name, object RowCount, object Data)
{
    /// <summary>The series of an item in canonical order.</summary>
    /// <exception cref="FormatException">They make no sense.</exception>
    /// <exception cref="InvalidCastException">The same.</exception>
    public static IReadOnlyList<NamedSeries> Read(IEnumerable<StoredSeries> rows) =>
    [
        .. rows.Select(row => new NamedSeries(
                (string)row.Name, SeriesBlob.Read((byte[])row.Data, Convert.ToInt32(row.RowCount, CultureInfo.InvariantCulture))))
            .OrderBy(series => series.Name, StringComparer.Ordinal),
    ];
}
