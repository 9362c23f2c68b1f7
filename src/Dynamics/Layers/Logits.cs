using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>
/// The outputs of a network for a tile of samples, class-major: [copies · classes, tile], which the loss replaces by their
/// derivatives; behind them the samples' losses, [copies, tile]. And the sums over all samples of each of these rows.
/// </summary>
/// <param name="kernels">What it computes with.</param>
/// <param name="tile">Samples, at most.</param>
/// <param name="copies">Copies, at most.</param>
/// <param name="classes">Outputs of a network.</param>
internal sealed unsafe class Logits(IKernels kernels, int tile, int copies, int classes)
{
    private readonly AlignedBuffer _rows = new(checked(copies * (classes + 1) * RowLength(tile)));
    private readonly AlignedBuffer _sums = new(copies * (classes + 1));

    /// <summary>Outputs of a network.</summary>
    public int Classes => classes;

    /// <summary>
    /// Doubles of a row of so many samples: an odd number of cache lines, so that the lines of a column fall into different sets
    /// of the cache.
    /// </summary>
    public static int RowLength(int tile) => ParameterLayout.Padded(tile) | ParameterLayout.Lanes;

    /// <summary>The outputs, or their derivatives, of one copy: [classes, samples].</summary>
    public MatrixView Of(in Tile tile, int copy) => View(copy * classes, classes, tile.Count);

    /// <summary>The same with the columns behind the last sample that make their number a multiple of 8 and mean nothing.</summary>
    public MatrixView PaddedOf(in Tile tile, int copy) =>
        View(copy * classes, classes, ParameterLayout.Padded(tile.Count));

    /// <summary>Where the samples' losses of a copy go: [samples, rounded up to a multiple of 8].</summary>
    public double* Losses(in Tile tile, int copy) => View(tile.Copies * classes + copy, 1, tile.Count).Data;

    /// <summary>Before the first tile.</summary>
    public void ClearSums() => _sums.Span.Clear();

    /// <summary>Adds up derivatives and losses of a tile, samples ascending.</summary>
    public void AddSums(in Tile tile) =>
        kernels.AddColumnSum(View(0, tile.Copies * (classes + 1), tile.Count), _sums.Pointer);

    /// <summary>Puts the sums of the outputs' derivatives, which are the gradient of the last biases, into the gradient.</summary>
    public void StoreSumsOfDeltas(in ParameterView gradient, ParameterTensor biases)
    {
        for (var copy = 0; copy < gradient.Copies; copy++)
            _sums.Span.Slice(copy * classes, classes).CopyTo(new Span<double>(gradient.Of(biases, copy).Data, classes));
    }

    /// <summary>Sum over the samples of one copy's losses.</summary>
    public double SumOfLosses(int copies, int copy) => _sums.Span[copies * classes + copy];

    private MatrixView View(int first, int rows, int columns)
    {
        var length = RowLength(tile);
        return new(_rows.Pointer + (long)first * length, rows, columns, length);
    }
}
