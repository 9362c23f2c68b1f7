using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;

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
}
