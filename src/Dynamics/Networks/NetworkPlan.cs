using System.Collections.Immutable;
using Chaos.Actors.Dynamics.Layers;

namespace Chaos.Actors.Dynamics.Networks;

/// <summary>One layer of an architecture at the sizes that a task gives it.</summary>
/// <param name="Spec">What it is.</param>
/// <param name="Inputs">Values of a sample that come in.</param>
/// <param name="Outputs">Values of a sample that go out.</param>
/// <param name="Tensors">Its parameters.</param>
public sealed record LayerPlan(LayerSpec Spec, int Inputs, int Outputs, ImmutableArray<ParameterTensor> Tensors);

/// <summary>An architecture at the sizes of a task: its layers, the last one to the classes included, and their parameters.</summary>
public sealed class NetworkPlan
{
    /// <summary>Follows the sizes through the layers.</summary>
    /// <param name="layers">From the input on, the last dense layer to the classes included.</param>
    /// <param name="inputs">Features of a sample.</param>
    internal NetworkPlan(IEnumerable<LayerSpec> layers, int inputs)
    {
        var plans = ImmutableArray.CreateBuilder<LayerPlan>();
        var (offset, parametrised) = (0L, 0);
        foreach (var spec in layers)
        {
            var outputs = spec.OutputsOf(inputs);
            var tensors = spec.Describe(inputs, $"{spec.Word} {parametrised + 1}", offset);
            plans.Add(new LayerPlan(spec, inputs, outputs, tensors));
            if (!tensors.IsEmpty) (offset, parametrised) = (tensors[^1].Offset + tensors[^1].Length, parametrised + 1);
            inputs = outputs;
        }

        Layers = plans.ToImmutable();
        Parameters = new ParameterLayout([.. Layers.SelectMany(layer => layer.Tensors)]);
    }

    /// <summary>The layers, from the input on.</summary>
    public ImmutableArray<LayerPlan> Layers { get; }

    /// <summary>All their parameters.</summary>
    public ParameterLayout Parameters { get; }
}
