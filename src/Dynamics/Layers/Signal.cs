using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>
/// What passes from one layer to the next for a tile of samples, each a row, and the derivative of the summed loss with respect
/// to it. The copies of a network stand side by side in a row, each padded to <see cref="Stride"/>.
/// </summary>
internal sealed unsafe class Signal
{
    private readonly AlignedBuffer _values;
    private readonly Derivatives _deltas;
    private readonly Signal? _tangents;

    /// <summary>A signal with memory of its own.</summary>
    /// <param name="tile">Samples, at most.</param>
    /// <param name="copies">Copies, at most.</param>
    /// <param name="width">Values of a sample.</param>
    /// <param name="tangents">Tangents that pass side by side, at most.</param>
    public Signal(int tile, int copies, int width, int tangents = 0)
    {
        (Width, Stride) = (width, ParameterLayout.RowLength(width));
        (_values, _deltas) = (Buffer(tile, copies, Stride), new Derivatives(Buffer(tile, copies, Stride)));
        if (tangents > 0) _tangents = new Signal(tile, tangents, width);
    }

    // A signal of the form of another, whose derivatives take the place of the other's, and its values too unless they are given.
    private Signal(Signal below, AlignedBuffer values, Signal? tangents) =>
        (Width, Stride, _values, _deltas, _tangents) = (below.Width, below.Stride, values, below._deltas, tangents);

    /// <summary>Values of a sample.</summary>
    public int Width { get; }

    /// <summary>The same with the padding that makes a copy's part of a row.</summary>
    public int Stride { get; }

    /// <summary>
    /// What the values and the derivatives change by along tangents of the parameters, which take the place of copies.
    /// </summary>
    public Signal Tangents => _tangents ?? throw new InvalidOperationException("The network was built without tangents.");

    /// <summary>A signal of the same form behind an activation, whose derivatives take the place of this one's.</summary>
    /// <param name="inPlace">Whether its values do as well; those of tangents never do.</param>
    public Signal Activated(bool inPlace) =>
        new(this, inPlace ? _values : new AlignedBuffer(_values.Length), _tangents?.Activated(inPlace: false));

    /// <summary>The values of all copies: [samples, copies · stride].</summary>
    public MatrixView Values(in Tile tile) => View(_values, tile.Count, tile.Copies);

    /// <summary>The same with the rows behind the last sample that make their number a multiple of 8 and mean nothing.</summary>
    public MatrixView PaddedValues(in Tile tile) => View(_values, ParameterLayout.Padded(tile.Count), tile.Copies);

    /// <summary>The values of one copy: [samples, stride].</summary>
    public MatrixView Values(in Tile tile, int copy) => Values(tile).ColumnRange(copy * Stride, Stride);

    /// <summary>The derivatives of all copies: [samples, copies · stride].</summary>
    public MatrixView Deltas(in Tile tile) => View(_deltas.Memory, tile.Count, tile.Copies);

    /// <summary>The derivatives of one copy: [samples, stride].</summary>
    public MatrixView Deltas(in Tile tile, int copy) => Deltas(tile).ColumnRange(copy * Stride, Stride);

    /// <summary>Zeroes the derivatives: the padding lies elsewhere for another number of copies.</summary>
    public void ClearDeltas() => _deltas.Memory.Span.Clear();

    /// <summary>Lets the derivatives lie in memory that has served by the time they come: the less memory, the nearer it is.</summary>
    public void PutDeltasInto(AlignedBuffer buffer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer.Length, _deltas.Memory.Length);
        _deltas.Memory = buffer;
    }

    // Behind the last row as much as a kernel may read or write there.
    private static AlignedBuffer Buffer(int tile, int copies, int stride) =>
        new(checked(ParameterLayout.Padded(tile) * copies * stride + ParameterLayout.Lanes));

    private MatrixView View(AlignedBuffer buffer, int rows, int copies) =>
        new(buffer.Pointer, rows, copies * Stride, copies * Stride);

    private sealed class Derivatives(AlignedBuffer memory)
    {
        public AlignedBuffer Memory { get; set; } = memory;
    }
}
