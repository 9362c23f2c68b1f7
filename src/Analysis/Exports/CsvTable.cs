using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Chaos.Actors.Analysis.Exports;

/// <summary>
/// Rows of an RFC 4180 table: comma, quotes where needed, LF. Doubles round-trip (shortest form that reads back to the
/// same bits); nan, inf and -inf as NumPy and pandas read them; what does not exist is empty.
/// </summary>
internal sealed class CsvTable(TextWriter destination) : IDisposable
{
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly CsvWriter _writer = new(destination, Format, leaveOpen: true);

    /// <summary>Adds a field.</summary>
    public CsvTable Add(string text)
    {
        _writer.WriteField(text);
        return this;
    }

    /// <inheritdoc cref="Add(string)"/>
    public CsvTable Add(double? value) => Add(value is { } number ? Text(number) : string.Empty);

    /// <inheritdoc cref="Add(string)"/>
    public CsvTable Add(long? value) => Add(value?.ToString(CultureInfo.InvariantCulture) ?? string.Empty);

    /// <inheritdoc cref="Add(string)"/>
    public CsvTable Add(bool? value) => Add(value switch { true => "true", false => "false", null => string.Empty });

    /// <summary>Ends the row.</summary>
    public void EndRow() => _writer.NextRecord();

    /// <summary>Writes out what is buffered; the destination stays open.</summary>
    public void Dispose() => _writer.Dispose();

    /// <summary>A double as it stands in a file or a column name.</summary>
    public static string Text(double value) => value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
