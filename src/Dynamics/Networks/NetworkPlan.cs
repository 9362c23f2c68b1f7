using System.Collections.Immutable;
using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Networks;

/// <summary>One layer of an architecture at the sizes that a task gives it.</summary>
/// <param name="Spec">What it is.</param>
/// <param name="InputShape">What of a sample comes in.</param>
/// <param name="OutputShape">What of a sample goes out.</param>
/// <param name="Tensors">Its parameters: none, weights, or weights and biases.</param>
public sealed record LayerPlan(
    LayerSpec Spec, SampleShape InputShape, SampleShape OutputShape, ImmutableArray<ParameterTensor> Tensors)
{
    /// <summary>Values of a sample that come in.</summary>
    public int Inputs => InputShape.Count;

    /// <summary>Values of a sample that go out.</summary>
    public int Outputs => OutputShape.Count;

    /// <summary>The biases, if it has any.</summary>
    public ParameterTensor? Biases => Tensors.Length > 1 ? Tensors[1] : null;
}

/// <summary>An architecture at the sizes of a task: its layers, the last one to the classes included, and their parameters.</summary>
public sealed class NetworkPlan
{
    /// <summary>Follows the sizes through the layers.</summary>
    /// <param name="layers">From the input on, the last dense layer to the classes included.</param>
    /// <param name="samples">What comes in.</param>
    /// <param name="biases">Whether layers with weights have biases.</param>
    /// <exception cref="ArchitectureException">A layer does not fit what comes into it.</exception>
    internal NetworkPlan(IEnumerable<LayerSpec> layers, SampleShape samples, bool biases)
    {
        var plans = ImmutableArray.CreateBuilder<LayerPlan>();
        var (offset, parametrised, shape) = (0L, 0, samples);
        foreach (var spec in layers)
        {
            var outputs = OutputOf(spec, shape, plans.Count + 1);
            var tensors = spec.Describe(shape, $"{spec.Word} {parametrised + 1}", offset);
            if (!biases && !tensors.IsEmpty) tensors = tensors[..1];
            plans.Add(new LayerPlan(spec, shape, outputs, tensors));
            if (!tensors.IsEmpty) (offset, parametrised) = (tensors[^1].Offset + tensors[^1].Length, parametrised + 1);
            shape = outputs;
        }

        Samples = samples;
        Layers = plans.ToImmutable();
        Parameters = new ParameterLayout([.. Layers.SelectMany(layer => layer.Tensors)]);
    }

    /// <summary>What comes in.</summary>
    public SampleShape Samples { get; }

    /// <summary>The layers, from the input on.</summary>
    public ImmutableArray<LayerPlan> Layers { get; }

    /// <summary>All their parameters.</summary>
    public ParameterLayout Parameters { get; }

    private static SampleShape OutputOf(LayerSpec spec, SampleShape inputs, int number)
    {
        try
        {
            return spec.OutputOf(inputs);
        }
        catch (OverflowException)
        {
            throw new ArchitectureException($"Layer {number}, \"{spec.Text}\", has more outputs for {inputs} inputs than can be counted.");
        }
        catch (ArchitectureException misfit)
        {
            throw new ArchitectureException($"Layer {number}, \"{spec.Text}\", does not fit its input {inputs}: {misfit.Message}");
        }
    }
}
