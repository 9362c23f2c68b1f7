using System.Collections.Immutable;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>One layer of an architecture as a campaign names it, before a task gives it its sizes.</summary>
public abstract record LayerSpec
{
    /// <summary>What kind of layer it is, in one word.</summary>
    public abstract string Word { get; }

    /// <summary>As text, such as <c>dense 64</c>.</summary>
    public abstract string Text { get; }

    /// <summary>Values of a sample that go out when so many come in.</summary>
    internal abstract int OutputsOf(int inputs);

    /// <summary>Its parameters, laid out from an offset on.</summary>
    /// <param name="inputs">Values of a sample that come in.</param>
    /// <param name="name">What the tensors' names begin with.</param>
    /// <param name="offset">In the flat buffer.</param>
    internal abstract ImmutableArray<ParameterTensor> Describe(int inputs, string name, long offset);

    /// <summary>What computes it in a network.</summary>
    internal abstract IEnumerable<Layer> Build(LayerPlan plan, LayerContext context);

    /// <inheritdoc/>
    public sealed override string ToString() => Text;
}
