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
        Build(codes, samples, features, rowTile, columnTile, transposed: false);

    /// <summary>Builds the transposed matrix [features, samples] from the same codes; one row tile holds all rows.</summary>
    public static BlockedSparseMatrix FromColumns(byte[] codes, int samples, int features, int columnTile) =>
        Build(codes, features, samples, features, columnTile, transposed: true);

    private static BlockedSparseMatrix Build(
        byte[] codes, int rows, int columns, int rowTile, int columnTile, bool transposed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columnTile, 256);
        rowTile = Math.Min(rowTile, rows);
        var (rowTiles, columnTiles) = ((rows + rowTile - 1) / rowTile, (columns + columnTile - 1) / columnTile);
        var tiles = new int[checked(rowTiles * columnTiles) + 1];
        var (rowIndices, starts) = (new List<int>(), new List<int>());
        var entries = new ushort[codes.Length - codes.AsSpan().Count((byte)0)];
        var collected = new ushort[rowTile * columnTile]; // of one tile, row by row, before the rows are sorted
        var (counts, order) = (new int[rowTile], new int[rowTile]);
        var (tile, next) = (0, 0);
        for (var top = 0; top < rows; top += rowTile)
            for (var left = 0; left < columns; left += columnTile)
            {
                var (height, width) = (Math.Min(rowTile, rows - top), Math.Min(columnTile, columns - left));
                Array.Clear(counts);
                if (transposed)
                    for (var c = 0; c < width; c++)
                        Collect(codes.AsSpan((left + c) * rows + top, height), column: c);
                else
                    for (var r = 0; r < height; r++)
                        Collect(codes.AsSpan((top + r) * columns + left, width), row: r);

                for (var r = 0; r < height; r++) order[r] = r;
                Array.Sort(counts, order, 0, height);
                tiles[tile++] = rowIndices.Count;
                for (var i = 0; i < height; i++)
                {
                    if (counts[i] == 0) continue;
                    rowIndices.Add(order[i]);
                    starts.Add(next);
                    collected.AsSpan(order[i] * columnTile, counts[i]).CopyTo(entries.AsSpan(next));
                    next += counts[i];
                }
            }

        tiles[tile] = rowIndices.Count;
        starts.Add(next);
        return new BlockedSparseMatrix(rows, columns, rowTile, columnTile, tiles, [.. rowIndices], [.. starts], entries);

        // Part of one sample: one column of the tile where the matrix is transposed, one row elsewhere.
        void Collect(ReadOnlySpan<byte> sample, int row = 0, int column = 0)
        {
            for (var i = 0; i < sample.Length; i++)
            {
                var gap = sample[i..].IndexOfAnyExcept((byte)0);
                if (gap < 0) return;
                for (i += gap; i < sample.Length && sample[i] != 0; i++)
                {
                    var (r, c) = transposed ? (i, column) : (row, i);
                    collected[r * columnTile + counts[r]++] = (ushort)(sample[i] << 8 | c);
                }
            }
        }
    }
}
