using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// Compares the logits of a replica with those of its reference, which are kept for all test samples. Everything is allocated at once.
/// </summary>
/// <param name="kernels">What it computes with.</param>
/// <param name="tile">Samples of a tile, at most.</param>
/// <param name="tiles">Tiles of the test samples.</param>
/// <param name="classes">Outputs of a network.</param>
internal sealed unsafe class FunctionComparison(IKernels kernels, int tile, int tiles, int classes)
{
    private readonly int _row = Logits.RowLength(tile);
    private readonly AlignedBuffer _reference = new(checked(tiles * classes * Logits.RowLength(tile)));
    private readonly AlignedBuffer _differences = new(2 * Logits.RowLength(tile)); // of each sample: distance, and whether the class differs
    private readonly AlignedBuffer _sums = new(2);

    /// <summary>Sum over the samples of the distance of a replica's logits from the reference's.</summary>
    public double Distance => _sums.Span[0];

    /// <summary>How many of the samples it predicts another class for.</summary>
    public double Different => _sums.Span[1];

    /// <summary>Before a replica's first tile.</summary>
    public void Begin() => _sums.Span.Clear();

    /// <summary>Keeps the reference's logits of a tile.</summary>
    public void Keep(int index, in MatrixView logits)
    {
        var kept = Kept(index, logits);
        for (var k = 0; k < classes; k++)
            new ReadOnlySpan<double>(logits.Data + (long)k * logits.RowStep, logits.Columns)
                .CopyTo(new Span<double>(kept.Data + (long)k * kept.RowStep, kept.Columns));
    }

    /// <summary>Adds a replica's logits of the same tile, samples ascending.</summary>
    public void Add(int index, in MatrixView logits)
    {
        kernels.CompareLogits(Kept(index, logits), logits, _differences.Pointer, _differences.Pointer + _row);
        kernels.AddColumnSum(new MatrixView(_differences.Pointer, 2, logits.Columns, _row), _sums.Pointer);
    }

    private MatrixView Kept(int index, in MatrixView logits) =>
        new(_reference.Pointer + (long)index * classes * _row, classes, logits.Columns, _row);
}
