using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// An input matrix X [samples, features] laid out for the two products of the first layer. Samples are taken in tiles.
/// </summary>
internal abstract unsafe class PreparedInputs(int samples)
{
    /// <summary>Number of samples.</summary>
    public int Samples { get; } = samples;

    /// <summary>Samples of a tile.</summary>
    public abstract int Tile { get; }

    /// <summary>Doubles of scratch memory the products need, per thread.</summary>
    public abstract int Scratch { get; }

    /// <summary>z[s, :] = biases[:] + Σ_i x[s, i] · w[i, :] for the samples of the tile, i ascending.</summary>
    public abstract void Forward(
        IKernels kernels, int tile, in MatrixView w, double* biases, in MatrixView z, double* scratch);

    /// <summary>g[i, :] += Σ_s x[s, i] · delta[s, :] over the samples of the tile, s ascending.</summary>
    public abstract void AddGradient(
        IKernels kernels, int tile, in MatrixView delta, in MatrixView g, double* scratch);

    /// <summary>One sample's features, for a first layer that is not dense.</summary>
    public abstract void CopyRow(int sample, Span<double> row);

    /// <summary>Chooses the layout: sparse where most entries are zero, dense elsewhere.</summary>
    public static PreparedInputs Prepare(Inputs inputs) => inputs switch
    {
        CodedInputs coded when coded.CountNonZeros() * 5 < 3L * (long)coded.Samples * coded.Features =>
            new SparseInputs(coded),
        DenseInputs => new RowMajorInputs(inputs),
        _ when (long)inputs.Samples * inputs.Features <= DecodedOnce => new RowMajorInputs(inputs),
        _ => new DecodedInputs(inputs),
    };

    // As many doubles are 16 MB: small beside a network of a size that such tasks are given.
    private const int DecodedOnce = 1 << 21;
}

/// <summary>Mostly zero codes: products over the entries that are not zero. A zero contributes nothing, exactly.</summary>
internal sealed unsafe class SparseInputs : PreparedInputs
{
    // docs/performance.md, "Working set and cache behaviour". No choice changes a bit of any result.
    private const int SamplesPerTile = 192;
    private const int SamplesPerBlock = 48;
    private const int MaximalFeaturesPerBlock = 64;

    private readonly BlockedSparseMatrix _rows;
    private readonly BlockedSparseMatrix _columns;
    private readonly AlignedBuffer _table;

    public SparseInputs(CodedInputs inputs)
        : base(inputs.Samples)
    {
        var blocks = (inputs.Features + MaximalFeaturesPerBlock - 1) / MaximalFeaturesPerBlock;
        _rows = BlockedSparseMatrix.FromRows(
            inputs.Codes, inputs.Samples, inputs.Features, SamplesPerTile, (inputs.Features + blocks - 1) / blocks);
        _columns = BlockedSparseMatrix.FromColumns(
            inputs.Codes, inputs.Samples, inputs.Features, SamplesPerBlock);
        _table = new AlignedBuffer(256);
        inputs.Table.CopyTo(_table.Span);
    }

    public override int Tile => SamplesPerTile;

    public override int Scratch => 0;

    // From the entries: the codes themselves, which are as large again, need not be kept.
    public override void CopyRow(int sample, Span<double> row)
    {
        row.Clear();
        var (tile, within) = Math.DivRem(sample, _rows.RowTile);
        for (var (block, first) = (0, 0); first < row.Length; block++, first += _rows.ColumnTile)
        {
            var place = _rows.RowsOf(tile, block).IndexOf(within);
            if (place < 0) continue;
            var starts = _rows.Starts(tile, block);
            foreach (var entry in _rows.Entries.AsSpan(starts[place]..starts[place + 1]))
                row[first + (entry & 0xFF)] = _table.Pointer[entry >> 8];
        }
    }

    public override void Forward(
        IKernels kernels, int tile, in MatrixView w, double* biases, in MatrixView z, double* scratch)
    {
        kernels.FillRows(biases, z);
        fixed (ushort* entries = _rows.Entries)
            for (var (block, first) = (0, 0); first < w.Rows; block++, first += _rows.ColumnTile)
                kernels.AddSparseProduct(
                    new SparseTile(_rows.RowsOf(tile, block), _rows.Starts(tile, block), entries, _table.Pointer),
                    w.RowRange(first, Math.Min(_rows.ColumnTile, w.Rows - first)), z);
    }

    public override void AddGradient(
        IKernels kernels, int tile, in MatrixView delta, in MatrixView g, double* scratch)
    {
        fixed (ushort* entries = _columns.Entries)
            for (var first = 0; first < delta.Rows; first += SamplesPerBlock)
            {
                var block = (tile * SamplesPerTile + first) / SamplesPerBlock;
                kernels.AddSparseProduct(
                    new SparseTile(_columns.RowsOf(0, block), _columns.Starts(0, block), entries, _table.Pointer),
                    delta.RowRange(first, Math.Min(SamplesPerBlock, delta.Rows - first)), g);
            }
    }
}

/// <summary>Doubles in row-major order, used where they lie.</summary>
internal sealed unsafe class RowMajorInputs : PreparedInputs
{
    private readonly int _features;
    private readonly AlignedBuffer _values;

    public RowMajorInputs(Inputs inputs)
        : base(inputs.Samples)
    {
        _features = inputs.Features;
        _values = new AlignedBuffer(checked(inputs.Samples * inputs.Features));
        for (var s = 0; s < inputs.Samples; s++)
            inputs.CopyRow(s, _values.Span.Slice(s * inputs.Features, inputs.Features));
    }

    // A small network's activations of 64 samples, with their transposed and their deltas, stay near the first-level cache.
    public override int Tile => _features > 256 ? 96 : 64;

    public override int Scratch => 0;

    public override void CopyRow(int sample, Span<double> row) => _values.Span.Slice(sample * _features, _features).CopyTo(row);

    public override void Forward(
        IKernels kernels, int tile, in MatrixView w, double* biases, in MatrixView z, double* scratch) =>
        kernels.AddProduct(Rows(tile, z.Rows), w, MatrixView.Repeat(biases, z.Rows, z.Columns), z);

    public override void AddGradient(
        IKernels kernels, int tile, in MatrixView delta, in MatrixView g, double* scratch) =>
        kernels.AddProduct(Rows(tile, delta.Rows).Transposed, delta, g, g);

    private MatrixView Rows(int tile, int count) =>
        new(_values.Pointer + (long)tile * Tile * _features, count, _features, _features);
}

/// <summary>Many codes, mostly not zero: decoded tile by tile, since as doubles they would take eight times the memory.</summary>
internal sealed unsafe class DecodedInputs(Inputs inputs) : PreparedInputs(inputs.Samples)
{
    public override int Tile => 96;

    public override int Scratch => Tile * inputs.Features;

    public override void CopyRow(int sample, Span<double> row) => inputs.CopyRow(sample, row);

    public override void Forward(
        IKernels kernels, int tile, in MatrixView w, double* biases, in MatrixView z, double* scratch)
    {
        for (var s = 0; s < z.Rows; s++)
            inputs.CopyRow(tile * Tile + s, new Span<double>(scratch + (long)s * inputs.Features, inputs.Features));
        kernels.AddProduct(Decoded(scratch, z.Rows), w, MatrixView.Repeat(biases, z.Rows, z.Columns), z);
    }

    // Called after Forward for the same tile and with the same scratch memory, which still holds the tile.
    public override void AddGradient(
        IKernels kernels, int tile, in MatrixView delta, in MatrixView g, double* scratch) =>
        kernels.AddProduct(Decoded(scratch, delta.Rows).Transposed, delta, g, g);

    private MatrixView Decoded(double* scratch, int count) => new(scratch, count, inputs.Features, inputs.Features);
}
