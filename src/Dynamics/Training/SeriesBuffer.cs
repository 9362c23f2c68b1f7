namespace Chaos.Actors.Dynamics.Training;

/// <summary>The room of one series, allocated at once and filled epoch by epoch.</summary>
/// <param name="name">The series' name.</param>
/// <param name="rows">Its rows.</param>
/// <param name="epochs">T.</param>
/// <param name="columnsBefore">How many columns the epochs before t leave, t = 0 … T + 1.</param>
internal sealed class SeriesBuffer(string name, int rows, int epochs, Func<int, int> columnsBefore)
{
    private readonly double[][] _rows = [.. Enumerable.Range(0, rows).Select(_ => new double[columnsBefore(epochs + 1)])];

    /// <summary>Whether epoch t has a column.</summary>
    public bool Has(int t) => columnsBefore(t + 1) > columnsBefore(t);

    /// <summary>Puts down the column of epoch t, if it has one.</summary>
    public void Record(int t, ReadOnlySpan<double> column)
    {
        if (!Has(t)) return;
        var at = columnsBefore(t);
        for (var r = 0; r < _rows.Length; r++) _rows[r][at] = Canonical(column[r]);
    }

    /// <summary>A copy of the columns before epoch t.</summary>
    public NamedSeries Before(int t) => new(name, [.. _rows.Select(row => row[..columnsBefore(t)])]);

    /// <summary>All of it, not copied.</summary>
    public NamedSeries Whole() => new(name, _rows);

    /// <summary>Whether a series is what one of this shape holds before epoch t.</summary>
    public bool Fits(NamedSeries series, int t) => series.Name == name && series.Rows.Length == _rows.Length
        && Array.TrueForAll(series.Rows, row => row.Length == columnsBefore(t));

    /// <summary>Takes over the columns of a series that fits.</summary>
    public void TakeOver(NamedSeries series)
    {
        for (var r = 0; r < _rows.Length; r++) series.Rows[r].CopyTo(_rows[r], 0);
    }

    // Which NaN an operation makes differs between platforms; a stored series holds only this one.
    private static double Canonical(double value) => double.IsNaN(value) ? double.NaN : value;
}
