using System.Collections.Immutable;

namespace Chaos.Actors.Dynamics.Networks;

/// <summary>
/// One tensor of trainable parameters: what it is, and where it lies in the flat buffer. Inside, it is a matrix [<see cref="Rows"/>,
/// <see cref="Outputs"/>] whose rows run over outputs, so that a row is a vector; outside (files, tests) it is row-major in
/// <see cref="Shape"/>, outputs first.
/// </summary>
/// <param name="Name">Such as <c>dense 1 weight</c>.</param>
/// <param name="Shape">As files have it, outputs first: [out, in] for a weight, [out] for a bias.</param>
/// <param name="Offset">Of its first element in the flat buffer; a multiple of 8.</param>
/// <param name="Stride">Doubles from a row to the next; what lies behind the outputs is always exactly zero.</param>
/// <param name="FanIn">Inputs that reach one output; 0 for a bias, which starts at 0.</param>
/// <param name="FanOut">Outputs that one input reaches; 0 for a bias.</param>
/// <param name="Decays">Whether the L2 term pulls at it.</param>
/// <param name="IsWeight">Whether it is a weight, which ξ moves in the replicas, and no bias.</param>
public sealed record ParameterTensor(
    string Name, ImmutableArray<int> Shape, long Offset, int Stride, int FanIn, int FanOut, bool Decays, bool IsWeight)
{
    /// <summary>Number of outputs: the columns of the matrix inside.</summary>
    public int Outputs => Shape[0];

    /// <summary>Rows of the matrix inside: parameters that belong to one output.</summary>
    public int Rows { get; } = Shape.Skip(1).Aggregate(1, (rows, size) => checked(rows * size));

    /// <summary>Number of parameters, padding not counted.</summary>
    public long Count => (long)Rows * Outputs;

    /// <summary>Doubles it takes in the flat buffer.</summary>
    public long Length => (long)Rows * Stride;

    /// <summary>
    /// Where element e of the row-major tensor [out, …] lies in the flat buffer. The rows of a kernel's tensor [out, in, height, width]
    /// are in the order in which its sums run: row and column of the kernel first, input channel last.
    /// </summary>
    public int IndexOf(int e)
    {
        var (o, row) = (e / Rows, e % Rows);
        if (Shape.Length > 2) row = row % Taps * Shape[1] + row / Taps;
        return (int)(Offset + (long)row * Stride + o);
    }

    private int Taps { get; } = Shape.Skip(2).Aggregate(1, (taps, size) => checked(taps * size));

    /// <summary>A weight of so many inputs and outputs.</summary>
    internal static ParameterTensor Weight(string name, ImmutableArray<int> shape, long offset, int fanIn, int fanOut) =>
        new(name, shape, offset, ParameterLayout.RowLength(shape[0]), fanIn, fanOut, Decays: true, IsWeight: true);

    /// <summary>A bias.</summary>
    internal static ParameterTensor Bias(string name, int outputs, long offset) =>
        new(name, [outputs], offset, ParameterLayout.RowLength(outputs), 0, 0, Decays: false, IsWeight: false);
}
