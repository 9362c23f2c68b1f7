using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>Where the sums of a layer start: its biases, or zeros where the architecture has none.</summary>
internal sealed unsafe class BiasRow(LayerPlan plan, LayerContext context)
{
    private readonly ParameterTensor? _tensor = plan.Biases;
    private readonly AlignedBuffer _zeros =
        new(plan.Biases is null ? checked(context.Copies * plan.Tensors[0].Stride) : 0);

    /// <summary>The row of all copies.</summary>
    public double* Of(in ParameterView w) => _tensor is null ? _zeros.Pointer : w.Of(_tensor).Data;

    /// <summary>The row of one copy.</summary>
    public double* Of(in ParameterView w, int copy) => _tensor is null ? _zeros.Pointer : w.Of(_tensor, copy).Data;

    /// <summary>The row of all copies in the gradient; null where there are no biases.</summary>
    public double* In(in ParameterView gradient) => _tensor is null ? null : gradient.Of(_tensor).Data;
}
