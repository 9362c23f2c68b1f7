using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>Where the sums of a layer start: its biases, or zeros where the architecture has none.</summary>
internal sealed unsafe class BiasRow(LayerPlan plan, LayerContext context)
{
    private readonly AlignedBuffer _zeros =
        new(plan.Biases is null ? checked(Math.Max(context.Copies, context.Tangents) * plan.Tensors[0].Stride) : 0);

    /// <summary>The biases, if there are any.</summary>
    public ParameterTensor? Tensor { get; } = plan.Biases;

    /// <summary>The row of all copies.</summary>
    public double* Of(in ParameterView w) => Tensor is null ? _zeros.Pointer : w.Of(Tensor).Data;

    /// <summary>The row of one copy.</summary>
    public double* Of(in ParameterView w, int copy) => Tensor is null ? _zeros.Pointer : w.Of(Tensor, copy).Data;

    /// <summary>The row of all copies in the gradient; null where there are no biases.</summary>
    public double* In(in ParameterView gradient) => Tensor is null ? null : gradient.Of(Tensor).Data;

    /// <summary>The row of one copy in the gradient; null where there are no biases.</summary>
    public double* In(in ParameterView gradient, int copy) => Tensor is null ? null : gradient.Of(Tensor, copy).Data;
}
