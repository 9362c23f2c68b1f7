namespace Chaos.Actors.Analysis.Exports;

/// <summary>
/// The columns of a table, in their order, whatever file it is written to. What is not known is null in every one of them; NaN says that
/// nothing is known, so it is null too. Infinities are values: a time that is never, an interval without an end.
/// </summary>
/// <typeparam name="TRow">What a row is made of.</typeparam>
public sealed class TableColumns<TRow>
{
    private readonly List<TableColumn<TRow>> _all = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<TableColumn<TRow>> All => _all;

    /// <summary>A column of words.</summary>
    public TableColumns<TRow> Text(string name, Func<TRow, string?> value) => Add(new TableColumn<TRow, string?>(name, value));

    /// <summary>A column of real numbers.</summary>
    public TableColumns<TRow> Number(string name, Func<TRow, double?> value) =>
        Add(new TableColumn<TRow, double?>(name, row => value(row) is { } number && !double.IsNaN(number) ? number : null));

    /// <summary>A column of whole numbers.</summary>
    public TableColumns<TRow> Count(string name, Func<TRow, long?> value) => Add(new TableColumn<TRow, long?>(name, value));

    /// <summary>A column of truth values.</summary>
    public TableColumns<TRow> Flag(string name, Func<TRow, bool?> value) => Add(new TableColumn<TRow, bool?>(name, value));

    private TableColumns<TRow> Add(TableColumn<TRow> column)
    {
        _all.Add(column);
        return this;
    }
}
