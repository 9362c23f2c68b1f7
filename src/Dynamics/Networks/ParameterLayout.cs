using System.Collections.Immutable;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Networks;

/// <summary>
/// All trainable parameters of a network in one flat buffer: tensor after tensor, each row padded to <see cref="RowLength"/>.
/// </summary>
public sealed class ParameterLayout(ImmutableArray<ParameterTensor> tensors)
{
    /// <summary>The number of lanes every logical reduction and every padded row is a multiple of.</summary>
    public const int Lanes = 8;

    /// <summary>The tensors, from the input on.</summary>
    public ImmutableArray<ParameterTensor> Tensors { get; } = tensors;

    /// <summary>Length of the flat buffer, padding included; a multiple of 8.</summary>
    /// <exception cref="OverflowException">No buffer can be so long.</exception>
    public int Length => Tensors.IsEmpty ? 0 : checked((int)(Tensors[^1].Offset + Tensors[^1].Length));

    /// <summary>Number of parameters, padding not counted.</summary>
    public long Count => Tensors.Sum(tensor => tensor.Count);

    /// <summary>Number of weights among them.</summary>
    public long Weights => Tensors.Sum(tensor => tensor.IsWeight ? tensor.Count : 0);

    /// <summary>Rounds up to a multiple of <see cref="Lanes"/>.</summary>
    public static int Padded(int count) => (count + Lanes - 1) / Lanes * Lanes;

    /// <summary>
    /// Doubles of a row of so many outputs: rounded up to a multiple of <see cref="Lanes"/>, but not to one of 2 KB. Rows so far
    /// apart fall into few sets of a cache and drive each other out of it (512 units took twice the time of 504).
    /// </summary>
    public static int RowLength(int outputs)
    {
        const int Unfortunate = 2048 / sizeof(double);
        var padded = Padded(outputs);
        return padded % Unfortunate == 0 ? padded + Lanes : padded;
    }

    /// <summary>Copies the parameters out: [k] = tensor k, row-major in its shape.</summary>
    /// <param name="parameters">Where they lie.</param>
    /// <param name="start">Where in it they begin.</param>
    public double[][] Unpack(AlignedBuffer parameters, int start = 0)
    {
        var tensors = new double[Tensors.Length][];
        for (var k = 0; k < tensors.Length; k++)
        {
            var tensor = Tensors[k];
            var values = tensors[k] = new double[tensor.Count];
            for (var e = 0; e < values.Length; e++) values[e] = parameters.Span[start + tensor.IndexOf(e)];
        }

        return tensors;
    }

    /// <summary>Copies parameters in, from the form <see cref="Unpack"/> gives.</summary>
    /// <param name="tensors">[k].</param>
    /// <param name="parameters">Where they go.</param>
    /// <param name="start">Where in it they begin.</param>
    /// <exception cref="ArgumentException">The tensors do not have this layout's shapes.</exception>
    public void Pack(double[][] tensors, AlignedBuffer parameters, int start = 0)
    {
        if (tensors.Length != Tensors.Length)
            throw new ArgumentException($"expected {Tensors.Length} parameter tensors, found {tensors.Length}", nameof(tensors));
        for (var k = 0; k < tensors.Length; k++)
        {
            var (tensor, values) = (Tensors[k], tensors[k]);
            if (values.Length != tensor.Count)
                throw new ArgumentException(
                    $"{tensor.Name} has the shape [{string.Join(", ", tensor.Shape)}], found {values.Length} values",
                    nameof(tensors));
            for (var e = 0; e < values.Length; e++) parameters.Span[start + tensor.IndexOf(e)] = values[e];
        }
    }
}
