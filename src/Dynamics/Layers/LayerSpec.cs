using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>One layer of an architecture as a campaign names it, before a task gives it its sizes.</summary>
public abstract record LayerSpec
{
    /// <summary>What kind of layer it is, in one word.</summary>
    public abstract string Word { get; }

    /// <summary>As text, its word first, such as <c>dense 64</c>; <see cref="Architecture.Parse"/> reads it.</summary>
    public abstract string Text { get; }

    /// <summary>What goes out when that comes in.</summary>
    /// <exception cref="ArchitectureException">It does not fit; the message says why, and the caller adds which layer it is.</exception>
    internal abstract SampleShape OutputOf(SampleShape inputs);

    /// <summary>Its parameters, if any: weights and biases, laid out from an offset on.</summary>
    /// <param name="inputs">What of a sample comes in.</param>
    /// <param name="name">What the tensors' names begin with.</param>
    /// <param name="offset">In the flat buffer.</param>
    internal abstract ImmutableArray<ParameterTensor> Describe(SampleShape inputs, string name, long offset);

    /// <summary>What computes it in a network.</summary>
    internal abstract IEnumerable<Layer> Build(LayerPlan plan, LayerContext context);

    /// <inheritdoc/>
    public sealed override string ToString() => Text;

    private protected static int Positive(int value, [CallerArgumentExpression(nameof(value))] string? name = null) => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "The sizes of a layer are numbers from 1 on.");
}
