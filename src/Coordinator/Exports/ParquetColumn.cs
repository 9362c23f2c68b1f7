using Chaos.Actors.Analysis.Exports;
using Parquet;
using Parquet.Schema;

namespace Chaos.Actors.Coordinator.Exports;

/// <summary>The values of a column in the present row group.</summary>
internal abstract class ParquetColumn<TRow>(DataField field)
{
    /// <summary>Name and type in the file.</summary>
    public DataField Field { get; } = field;

    /// <summary>The column that holds what a table's column says.</summary>
    public static ParquetColumn<TRow> Of(TableColumn<TRow> column) => column switch
    {
        TableColumn<TRow, double?> number => new Values<double>(number),
        TableColumn<TRow, long?> count => new Values<long>(count),
        TableColumn<TRow, bool?> flag => new Values<bool>(flag),
        TableColumn<TRow, string?> text => new Words(text),
        _ => throw new InvalidOperationException($"Column {column.Name} has values of no known type."),
    };

    /// <summary>Takes the value of one more row.</summary>
    public abstract void Add(TRow row);

    /// <summary>Writes them all, and begins again.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group);

    private sealed class Values<T>(TableColumn<TRow, T?> column) : ParquetColumn<TRow>(new DataField<T?>(column.Name))
        where T : struct
    {
        private readonly List<T?> _values = [];

        public override void Add(TRow row) => _values.Add(column.Of(row));

        public override async Task WriteAsync(ParquetRowGroupWriter group)
        {
            await group.WriteAsync<T>(Field, _values.ToArray().AsMemory());
            _values.Clear();
        }
    }

    private sealed class Words(TableColumn<TRow, string?> column) : ParquetColumn<TRow>(new DataField<string>(column.Name))
    {
        private readonly List<string?> _values = [];

        public override void Add(TRow row) => _values.Add(column.Of(row));

        public override async Task WriteAsync(ParquetRowGroupWriter group)
        {
            await group.WriteAsync(Field, _values!);
            _values.Clear();
        }
    }
}
