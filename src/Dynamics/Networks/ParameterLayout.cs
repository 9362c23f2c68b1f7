using System.Collections.Immutable;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Networks;

/// <summary>Where one dense layer lies in the flat parameter buffer.</summary>
/// <param name="In">Inputs.</param>
/// <param name="Out">Outputs.</param>
/// <param name="Stride"><see cref="ParameterLayout.RowLength"/>; the padding is always exactly zero.</param>
/// <param name="Weights">Offset of the weights, [In, Stride]: input-major, so that a row is a vector over outputs.</param>
/// <param name="Biases">Offset of the biases, [Stride].</param>
public readonly record struct DenseLayer(int In, int Out, int Stride, int Weights, int Biases);

/// <summary>
/// All trainable parameters of a network in one flat buffer: weight, bias, weight, bias …, each row padded to
/// <see cref="RowLength"/>. Outside (files, tests) a weight tensor is row-major [out, in]; this class converts.
/// </summary>
public sealed class ParameterLayout
{
    /// <summary>The number of lanes every logical reduction and every padded row is a multiple of.</summary>
    public const int Lanes = 8;

    /// <summary>Lays out a dense stack.</summary>
    /// <param name="sizes">Layer sizes, input first, classes last.</param>
    public ParameterLayout(ReadOnlySpan<int> sizes)
    {
        var layers = new DenseLayer[sizes.Length - 1];
        var offset = 0;
        for (var l = 0; l < layers.Length; l++)
        {
            var (inputs, outputs, stride) = (sizes[l], sizes[l + 1], RowLength(sizes[l + 1]));
            var biases = checked(offset + inputs * stride);
            layers[l] = new DenseLayer(inputs, outputs, stride, offset, biases);
            offset = biases + stride;
        }

        Layers = [.. layers];
        Length = offset;
    }

    /// <summary>The layers, from the input on.</summary>
    public ImmutableArray<DenseLayer> Layers { get; }

    /// <summary>Length of the flat buffer, padding included; a multiple of 8.</summary>
    public int Length { get; }

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

    /// <summary>Copies the parameters out: [k] = weight, bias, …; weights row-major [out, in].</summary>
    public double[][] Unpack(AlignedBuffer parameters)
    {
        var tensors = new double[2 * Layers.Length][];
        for (var l = 0; l < Layers.Length; l++)
        {
            var layer = Layers[l];
            var weights = tensors[2 * l] = new double[layer.Out * layer.In];
            for (var o = 0; o < layer.Out; o++)
                for (var i = 0; i < layer.In; i++)
                    weights[o * layer.In + i] = parameters.Span[layer.Weights + i * layer.Stride + o];
            tensors[2 * l + 1] = parameters.Span.Slice(layer.Biases, layer.Out).ToArray();
        }

        return tensors;
    }

    /// <summary>Copies parameters in, from the form <see cref="Unpack"/> gives.</summary>
    /// <exception cref="ArgumentException">The tensors do not have this layout's shapes.</exception>
    public void Pack(double[][] tensors, AlignedBuffer parameters)
    {
        if (tensors.Length != 2 * Layers.Length)
            throw new ArgumentException(
                $"expected {2 * Layers.Length} parameter tensors, found {tensors.Length}", nameof(tensors));
        for (var l = 0; l < Layers.Length; l++)
        {
            var layer = Layers[l];
            var (weights, biases) = (tensors[2 * l], tensors[2 * l + 1]);
            if (weights.Length != layer.Out * layer.In || biases.Length != layer.Out)
                throw new ArgumentException(
                    $"layer {l} expects weights [{layer.Out}, {layer.In}] and biases [{layer.Out}], "
                    + $"found {weights.Length} and {biases.Length} values", nameof(tensors));
            for (var o = 0; o < layer.Out; o++)
                for (var i = 0; i < layer.In; i++)
                    parameters.Span[layer.Weights + i * layer.Stride + o] = weights[o * layer.In + i];
            biases.CopyTo(parameters.Span[layer.Biases..]);
        }
    }
}
