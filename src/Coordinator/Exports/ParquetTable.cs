using Chaos.Actors.Analysis.Exports;
using Parquet;
using Parquet.Schema;

namespace Chaos.Actors.Coordinator.Exports;

/// <summary>
/// A table as a Parquet file: int64, double, boolean and UTF-8 columns, all of them optional (null is what is not known), Snappy. It holds one
/// row group and no more.
/// </summary>
internal sealed class ParquetTable<TRow> : IDisposable
{
    /// <summary>Rows of a group: enough for a reader to skip some, few enough to be held.</summary>
    public const int RowsOfGroup = 1 << 16;

    private readonly List<ParquetColumn<TRow>> _columns;
    private readonly ParquetWriter _writer;
    private int _rows;

    /// <summary>Begins a file.</summary>
    /// <param name="destination">Where to; stays open.</param>
    /// <param name="columns">The columns.</param>
    public ParquetTable(Stream destination, TableColumns<TRow> columns)
    {
        _columns = [.. columns.All.Select(ParquetColumn<TRow>.Of)];
        var schema = new ParquetSchema([.. _columns.Select(column => column.Field)]);
        // The library writes in tasks of its own; a file that goes to a disk has nothing else to do in the meantime.
        _writer = ParquetWriter.CreateAsync(schema, destination).GetAwaiter().GetResult();
    }

    /// <summary>Adds a row.</summary>
    public void Add(TRow row)
    {
        foreach (var column in _columns) column.Add(row);
        if (++_rows == RowsOfGroup) WriteGroup();
    }

    /// <summary>Writes what is left, and the file's end; not to be called when something went wrong before.</summary>
    public void Dispose()
    {
        if (_rows > 0) WriteGroup();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void WriteGroup()
    {
        using var group = _writer.CreateRowGroup();
        foreach (var column in _columns) column.WriteAsync(group).GetAwaiter().GetResult();
        group.CompleteValidate();
        _rows = 0;
    }
}
