using System.Diagnostics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// A matrix that lies in somebody's memory: element (r, c) is at <c>Data + r · RowStep + c · ColumnStep</c>. One copy's part of
/// a row that several copies share, a tile of samples, a transposed matrix and one row repeated are all views.
/// </summary>
/// <param name="data">Element (0, 0).</param>
/// <param name="rows">Number of rows.</param>
/// <param name="columns">Number of columns.</param>
/// <param name="rowStep">Doubles from a row to the next; 0 where every row is the same one.</param>
/// <param name="columnStep">Doubles from a column to the next.</param>
public readonly unsafe struct MatrixView(double* data, int rows, int columns, int rowStep, int columnStep = 1)
{
    /// <summary>Element (0, 0).</summary>
    public double* Data { get; } = data;

    /// <summary>Number of rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Number of columns.</summary>
    public int Columns { get; } = columns;

    /// <summary>Doubles from a row to the next.</summary>
    public int RowStep { get; } = rowStep;

    /// <summary>Doubles from a column to the next.</summary>
    public int ColumnStep { get; } = columnStep;

    /// <summary>The same elements with rows and columns exchanged.</summary>
    public MatrixView Transposed => new(Data, Columns, Rows, ColumnStep, RowStep);

    /// <summary>Whether the rows follow one another without a gap, each of consecutive doubles.</summary>
    public bool IsContiguous => ColumnStep == 1 && (RowStep == Columns || Rows <= 1);

    /// <summary>Some of the columns.</summary>
    public MatrixView ColumnRange(int first, int count)
    {
        Debug.Assert(first >= 0 && count >= 0 && first + count <= Columns, "columns outside the matrix");
        return new(Data + (long)first * ColumnStep, Rows, count, RowStep, ColumnStep);
    }

    /// <summary>Some of the rows.</summary>
    public MatrixView RowRange(int first, int count)
    {
        Debug.Assert(first >= 0 && count >= 0 && first + count <= Rows, "rows outside the matrix");
        return new(Data + (long)first * RowStep, count, Columns, RowStep, ColumnStep);
    }

    /// <summary>One row, again and again.</summary>
    /// <param name="row">[columns].</param>
    /// <param name="rows">How often.</param>
    /// <param name="columns">Its length.</param>
    public static MatrixView Repeat(double* row, int rows, int columns) => new(row, rows, columns, 0);
}
