namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// A sparse matrix of byte codes in tiles: for each tile of rows, for each tile of columns, row by row, the entries that
/// are not zero in ascending column order. A product walks one column tile after the other, so the rows of the dense
/// factor that it needs stay in the first-level cache, and still adds every sum in ascending column order.
/// </summary>
public sealed class BlockedSparseMatrix
{
    private readonly int[] _starts;

    private BlockedSparseMatrix(int rows, int columns, int rowTile, int columnTile, int[] starts, ushort[] entries)
    {
        (Rows, Columns, RowTile, ColumnTile, _starts, Entries) = (rows, columns, rowTile, columnTile, starts, entries);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Rows of a tile.</summary>
    public int RowTile { get; }

    /// <summary>Columns of a tile, at most 256.</summary>
    public int ColumnTile { get; }

    /// <summary>Number of column tiles.</summary>
    public int ColumnTiles => (Columns + ColumnTile - 1) / ColumnTile;

    /// <summary>Entries: low byte the column within its tile, high byte the code (never 0).</summary>
    public ushort[] Entries { get; }

    /// <summary>
    /// Where the entries of each row of a tile begin in <see cref="Entries"/>, with the end of the last row behind.
    /// </summary>
    /// <param name="rowTile">Index of the row tile.</param>
    /// <param name="columnTile">Index of the column tile.</param>
    public ReadOnlySpan<int> Starts(int rowTile, int columnTile)
    {
        var first = rowTile * RowTile;
        var rows = Math.Min(RowTile, Rows - first);
        return _starts.AsSpan(first * ColumnTiles + columnTile * rows, rows + 1);
    }

    /// <summary>Builds the matrix from row-major codes [samples, features].</summary>
    public static BlockedSparseMatrix FromRows(byte[] codes, int samples, int features, int rowTile, int columnTile) =>
        Build(codes, samples, features, rowTile, columnTile, rowStride: features, columnStride: 1);

    /// <summary>Builds the transposed matrix [features, samples] from the same codes; one row tile holds all rows.</summary>
    public static BlockedSparseMatrix FromColumns(byte[] codes, int samples, int features, int columnTile) =>
        Build(codes, features, samples, features, columnTile, rowStride: 1, columnStride: features);

    private static BlockedSparseMatrix Build(
        byte[] codes, int rows, int columns, int rowTile, int columnTile, int rowStride, int columnStride)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columnTile, 256);
        var columnTiles = (columns + columnTile - 1) / columnTile;
        var starts = new int[checked(rows * columnTiles) + 1];
        var entries = new ushort[codes.Length - codes.AsSpan().Count((byte)0)];
        var (row, next) = (0, 0);
        for (var top = 0; top < rows; top += rowTile)
            for (var left = 0; left < columns; left += columnTile)
            {
                var (bottom, right) = (Math.Min(top + rowTile, rows), Math.Min(left + columnTile, columns));
                for (var r = top; r < bottom; r++)
                {
                    starts[row++] = next;
                    for (var c = left; c < right; c++)
                    {
                        var code = codes[r * rowStride + c * columnStride];
                        if (code != 0) entries[next++] = (ushort)(code << 8 | (c - left));
                    }
                }
            }

        starts[row] = next;
        return new BlockedSparseMatrix(rows, columns, rowTile, columnTile, starts, entries);
    }
}
