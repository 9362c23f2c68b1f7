using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// Compares the logits of replicas with those of their reference, tile of samples by tile. Everything is allocated at once.
/// </summary>
/// <param name="kernels">What it computes with.</param>
/// <param name="tile">Samples, at most.</param>
/// <param name="replicas">Replicas, at most.</param>
/// <param name="classes">Outputs of a network.</param>
internal sealed unsafe class FunctionComparison(IKernels kernels, int tile, int replicas, int classes)
{
    private readonly AlignedBuffer _reference = new(checked(classes * Logits.RowLength(tile)));
    private readonly AlignedBuffer _differences = new(2 * Logits.RowLength(tile)); // of each sample: distance, and whether the class differs
    private readonly AlignedBuffer _sums = new(2 * replicas);

    /// <summary>Before the first tile.</summary>
    public void Begin() => _sums.Span.Clear();

    /// <summary>Keeps the reference's logits of a tile.</summary>
    public void Keep(in MatrixView logits)
    {
        var kept = Kept(logits);
        for (var k = 0; k < classes; k++)
            new ReadOnlySpan<double>(logits.Data + (long)k * logits.RowStep, logits.Columns)
                .CopyTo(new Span<double>(kept.Data + (long)k * kept.RowStep, kept.Columns));
    }

    /// <summary>Adds a replica's logits of the same tile, samples ascending.</summary>
    public void Add(int replica, in MatrixView logits)
    {
        var step = Logits.RowLength(tile);
        kernels.CompareLogits(Kept(logits), logits, _differences.Pointer, _differences.Pointer + step);
        kernels.AddColumnSum(new MatrixView(_differences.Pointer, 2, logits.Columns, step), _sums.Pointer + 2 * replica);
    }

    /// <summary>After the last tile, over all samples: the sum of a replica's distances, and how many classes differ.</summary>
    public (double Distance, double Different) Sums(int replica) => (_sums.Span[2 * replica], _sums.Span[2 * replica + 1]);

    private MatrixView Kept(in MatrixView logits) => new(_reference.Pointer, classes, logits.Columns, Logits.RowLength(tile));
}
