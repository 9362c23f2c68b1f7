namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>The entries of one tile of a sparse matrix, row by row, columns ascending.</summary>
/// <param name="rows">Which rows of the tile have entries, in any order.</param>
/// <param name="starts">Where the entries of each of these rows begin, and the end: one value more than rows.</param>
/// <param name="entries">All entries of the matrix: code · 256 + column within the tile.</param>
/// <param name="table">The value of each code, 256 values.</param>
public readonly unsafe ref struct SparseTile(
    ReadOnlySpan<int> rows, ReadOnlySpan<int> starts, ushort* entries, double* table)
{
    /// <summary>Which rows of the tile have entries.</summary>
    public ReadOnlySpan<int> Rows { get; } = rows;

    /// <summary>Where the entries of each of these rows begin, and the end.</summary>
    public ReadOnlySpan<int> Starts { get; } = starts;

    /// <summary>All entries of the matrix.</summary>
    public ushort* Entries { get; } = entries;

    /// <summary>The value of each code.</summary>
    public double* Table { get; } = table;
}
