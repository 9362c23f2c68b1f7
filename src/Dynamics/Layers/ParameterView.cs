using System.Runtime.Intrinsics;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>
/// The parameters (or their gradient) of several copies of a network: a row of each copy's tensor, one after the other, makes
/// one wide row.
/// </summary>
/// <param name="data">A flat buffer as <see cref="ParameterLayout"/> lays it out, every row so many times as wide.</param>
/// <param name="copies">How many copies lie side by side.</param>
internal readonly unsafe struct ParameterView(double* data, int copies)
{
    /// <summary>How many copies lie side by side.</summary>
    public int Copies => copies;

    /// <summary>A tensor of all copies: [rows, copies · stride].</summary>
    public MatrixView Of(ParameterTensor tensor)
    {
        var width = copies * tensor.Stride;
        return new(data + (long)copies * tensor.Offset, tensor.Rows, width, width);
    }

    /// <summary>A tensor of one copy: [rows, stride].</summary>
    public MatrixView Of(ParameterTensor tensor, int copy) => Of(tensor).ColumnRange(copy * tensor.Stride, tensor.Stride);

    /// <summary>Zeroes everything.</summary>
    public void Clear(ParameterLayout layout) => new Span<double>(data, copies * layout.Length).Clear();

    /// <summary>Takes one copy from a buffer of its own.</summary>
    public void Take(int copy, AlignedBuffer own, ParameterLayout layout)
    {
        var single = new ParameterView(own.Pointer, 1);
        foreach (var tensor in layout.Tensors) Move(single.Of(tensor), Of(tensor, copy));
    }

    /// <summary>Puts one copy into a buffer of its own.</summary>
    public void Give(int copy, AlignedBuffer own, ParameterLayout layout)
    {
        var single = new ParameterView(own.Pointer, 1);
        foreach (var tensor in layout.Tensors) Move(Of(tensor, copy), single.Of(tensor));
    }

    private static void Move(in MatrixView source, in MatrixView target)
    {
        for (var row = 0; row < source.Rows; row++)
            for (var o = 0; o < source.Columns; o += ParameterLayout.Lanes)
                Vector512.Store(
                    Vector512.Load(source.Data + (long)row * source.RowStep + o),
                    target.Data + (long)row * target.RowStep + o);
    }
}
