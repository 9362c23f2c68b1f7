using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>Where an observed series ended.</summary>
/// <param name="Series">Its name, such as <c>testLoss</c>.</param>
/// <param name="Value">Its last value.</param>
public sealed record LastValue(string Series, double Value)
{
    /// <summary>Of each series of one row, in their order: the last value, of a divergent item the last finite one; or NaN.</summary>
    public static IReadOnlyList<LastValue> Of(IEnumerable<NamedSeries> observed, bool isDivergent) =>
    [
        .. observed.Where(series => series.Rows.Length == 1).Select(series => new LastValue(
            series.Name, series.Rows[0].Where(value => !isDivergent || double.IsFinite(value)).Prepend(double.NaN).Last())),
    ];
}
