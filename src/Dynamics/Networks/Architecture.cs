using System.Globalization;
using Chaos.Actors.Dynamics.Layers;

namespace Chaos.Actors.Dynamics.Networks;

/// <summary>A stack of dense layers, without the input and output sizes, which the task gives.</summary>
public sealed record Architecture
{
    /// <summary>Creates an architecture.</summary>
    /// <param name="hidden">Units of each hidden layer, from the input on; empty for softmax regression.</param>
    /// <param name="activation">The nonlinearity after every hidden layer.</param>
    /// <param name="initialisation">How w(0) is drawn.</param>
    public Architecture(IEnumerable<int> hidden, Activation activation, Initialisation initialisation)
    {
        Hidden = [.. hidden];
        Activation = activation;
        Initialisation = initialisation;
        if (Hidden.Any(units => units < 1))
            throw new ArgumentException($"Every hidden layer needs at least one unit, not {Name}.", nameof(hidden));
    }

    /// <summary>Units of each hidden layer.</summary>
    public IReadOnlyList<int> Hidden { get; }

    /// <summary>The nonlinearity after every hidden layer.</summary>
    public Activation Activation { get; }

    /// <summary>How w(0) is drawn.</summary>
    public Initialisation Initialisation { get; }

    /// <summary>Canonical text, such as <c>64-64-tanh-normal</c>; two architectures are equal when it is equal.</summary>
    public string Name =>
        string.Concat(Hidden.Select(units => units.ToString(CultureInfo.InvariantCulture) + "-"))
        + (Activation.Text + "-" + Initialisation).ToLowerInvariant();

    /// <summary>The layers from the input on, without the dense one to the classes, which every network ends with.</summary>
    public IReadOnlyList<LayerSpec> Layers =>
        [.. Hidden.SelectMany(units => new LayerSpec[] { new DenseSpec(units), new ActivationSpec(Activation) })];

    /// <summary>All layer sizes, input and output included.</summary>
    public int[] LayerSizes(int features, int classes) => [features, .. Hidden, classes];

    /// <summary>The network on a task of these sizes.</summary>
    public NetworkPlan Plan(int features, int classes) => new(Layers.Append(new DenseSpec(classes)), features);

    /// <inheritdoc/>
    public bool Equals(Architecture? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
