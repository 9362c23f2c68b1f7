using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>The weights of a dense layer, or their gradient, with outputs as rows: [out, copies · padded in].</summary>
/// <param name="kernels">What it computes with.</param>
/// <param name="weights">The tensor.</param>
/// <param name="copies">Copies, at most.</param>
internal sealed unsafe class TransposedWeights(IKernels kernels, ParameterTensor weights, int copies)
{
    private readonly int _stride = ParameterLayout.RowLength(weights.Rows);
    private readonly AlignedBuffer _buffer =
        new(checked(weights.Outputs * copies * ParameterLayout.RowLength(weights.Rows)));

    /// <summary>Zeroes everything; the padding lies elsewhere for another number of copies.</summary>
    public void Clear() => _buffer.Span.Clear();

    /// <summary>All copies': [out, copies · padded in].</summary>
    public MatrixView All(int copies) => new(_buffer.Pointer, weights.Outputs, copies * _stride, copies * _stride);

    /// <summary>One copy's: [out, padded in].</summary>
    public MatrixView Of(int copies, int copy) => All(copies).ColumnRange(copy * _stride, _stride);

    /// <summary>Adds what another of the same form holds.</summary>
    public void Add(TransposedWeights other, int copies)
    {
        var all = All(copies);
        kernels.AddMultiple(1, other._buffer.Pointer, _buffer.Pointer, all.Rows * all.Columns);
    }

    /// <summary>Takes the weights of every copy.</summary>
    public void Load(in ParameterView w)
    {
        Clear();
        for (var copy = 0; copy < w.Copies; copy++)
            kernels.Transpose(
                w.Of(weights, copy).ColumnRange(0, weights.Outputs), Of(w.Copies, copy).ColumnRange(0, weights.Rows));
    }

    /// <summary>Gives what it holds to every copy.</summary>
    public void Store(in ParameterView w)
    {
        for (var copy = 0; copy < w.Copies; copy++)
            kernels.Transpose(
                Of(w.Copies, copy).ColumnRange(0, weights.Rows), w.Of(weights, copy).ColumnRange(0, weights.Outputs));
    }
}
