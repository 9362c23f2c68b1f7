using System.Globalization;

namespace Chaos.Actors.Analysis.Exports;

/// <summary>Numbers as they stand in files for programs.</summary>
internal static class CsvText
{
    /// <summary>A double as it stands in a field or a column's name.</summary>
    public static string Of(double value) => value switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
