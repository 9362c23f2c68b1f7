namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>
/// A sparse matrix of byte codes in tiles: for each tile of rows, for each tile of columns, row by row, the entries that
/// are not zero in ascending column order. A product walks one column tile after the other, so the rows of the dense
/// factor that it needs stay in the first-level cache, and still adds every sum in ascending column order.
/// </summary>
public sealed class BlockedSparseMatrix
{
    private readonly int[] _tiles; // where the rows of each tile begin in _rows and _starts
    private readonly int[] _rows;
    private readonly int[] _starts;

    private BlockedSparseMatrix(
        int rows, int columns, int rowTile, int columnTile, int[] tiles, int[] rowIndices, int[] starts, ushort[] entries)
    {
        (Rows, Columns, RowTile, ColumnTile) = (rows, columns, rowTile, columnTile);
        (_tiles, _rows, _starts, Entries) = (tiles, rowIndices, starts, entries);
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
    /// The rows of a tile that have entries, as row numbers within the tile. Rows with equally many entries follow one
    /// another: a product's inner loop then ends where the processor expects it to.
    /// </summary>
    /// <param name="rowTile">Index of the row tile.</param>
    /// <param name="columnTile">Index of the column tile.</param>
    public ReadOnlySpan<int> RowsOf(int rowTile, int columnTile)
    {
        var tile = rowTile * ColumnTiles + columnTile;
        return _rows.AsSpan(_tiles[tile].._tiles[tile + 1]);
    }

    /// <summary>
    /// Where the entries of each row of <see cref="RowsOf"/> begin in <see cref="Entries"/>, with the end of the last row behind.
    /// </summary>
    /// <param name="rowTile">Index of the row tile.</param>
    /// <param name="columnTile">Index of the column tile.</param>
    public ReadOnlySpan<int> Starts(int rowTile, int columnTile)
    {
        var tile = rowTile * ColumnTiles + columnTile;
        return _starts.AsSpan(_tiles[tile]..(_tiles[tile + 1] + 1));
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
        var (rowTiles, columnTiles) = ((rows + rowTile - 1) / rowTile, (columns + columnTile - 1) / columnTile);
        var tiles = new int[checked(rowTiles * columnTiles) + 1];
        var (rowIndices, starts) = (new List<int>(), new List<int>());
        var entries = new ushort[codes.Length - codes.AsSpan().Count((byte)0)];
        var counts = new int[Math.Min(rowTile, rows)];
        var order = new int[counts.Length];
        var (tile, next) = (0, 0);
        for (var top = 0; top < rows; top += rowTile)
            for (var left = 0; left < columns; left += columnTile)
            {
                var (height, right) = (Math.Min(rowTile, rows - top), Math.Min(left + columnTile, columns));
                for (var r = 0; r < height; r++)
                {
                    (order[r], counts[r]) = (r, 0);
                    for (var c = left; c < right; c++)
                        if (codes[(top + r) * rowStride + c * columnStride] != 0) counts[r]++;
                }

                tiles[tile++] = rowIndices.Count;
                Array.Sort(counts, order, 0, height);
                for (var i = 0; i < height; i++)
                {
                    if (counts[i] == 0) continue;
                    rowIndices.Add(order[i]);
                    starts.Add(next);
                    for (var c = left; c < right; c++)
                    {
                        var code = codes[(top + order[i]) * rowStride + c * columnStride];
                        if (code != 0) entries[next++] = (ushort)(code << 8 | (c - left));
                    }
                }
            }

        tiles[tile] = rowIndices.Count;
        starts.Add(next);
        return new BlockedSparseMatrix(
            rows, columns, rowTile, columnTile, tiles, [.. rowIndices], [.. starts], entries);
    }
}
