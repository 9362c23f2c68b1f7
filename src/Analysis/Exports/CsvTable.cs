using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Chaos.Actors.Analysis.Exports;

/// <summary>
/// A table as RFC 4180 has it: comma, quotes where needed, LF. Doubles round-trip (shortest form that reads back to the same bits); inf and
/// -inf as NumPy and pandas read them; what is not known is an empty field.
/// </summary>
public sealed class CsvTable<TRow> : IDisposable
{
    private readonly IReadOnlyList<TableColumn<TRow>> _columns;
    private readonly CsvWriter _writer;

    /// <summary>Writes the head.</summary>
    /// <param name="destination">Where to; stays open.</param>
    /// <param name="columns">The columns.</param>
    public CsvTable(TextWriter destination, TableColumns<TRow> columns)
    {
        _columns = columns.All;
        _writer = new CsvWriter(destination, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        foreach (var column in _columns) _writer.WriteField(column.Name);
        _writer.NextRecord();
    }

    /// <summary>Writes a row.</summary>
    public void Add(TRow row)
    {
        foreach (var column in _columns) _writer.WriteField(Text(column, row));
        _writer.NextRecord();
    }

    /// <summary>Writes out what is buffered.</summary>
    public void Dispose() => _writer.Dispose();

    private static string? Text(TableColumn<TRow> column, TRow row) => column switch
    {
        TableColumn<TRow, double?> number => number.Of(row) is { } value ? CsvText.Of(value) : null,
        TableColumn<TRow, long?> count => count.Of(row)?.ToString(CultureInfo.InvariantCulture),
        TableColumn<TRow, bool?> flag => flag.Of(row) switch { true => "true", false => "false", null => null },
        TableColumn<TRow, string?> text => text.Of(row),
        _ => throw new InvalidOperationException($"Column {column.Name} has values of no known type."),
    };
}
