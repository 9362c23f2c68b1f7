using System.Globalization;

namespace Chaos.Actors.Dynamics.Networks;

/// <summary>The nonlinearity after every hidden layer.</summary>
public enum Activation
{
    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + e^−x).</summary>
    Sigmoid,

    /// <summary>max(0, x).</summary>
    Relu,
}

/// <summary>How w(0) is drawn. Biases are always 0.</summary>
public enum Initialisation
{
    /// <summary>N(0, 1), no fan-in scaling: the paper's.</summary>
    Normal,

    /// <summary>N(0, 1 / fan-in) (LeCun).</summary>
    LeCun,

    /// <summary>N(0, 2 / (fan-in + fan-out)) (Glorot).</summary>
    Glorot,

    /// <summary>N(0, 2 / fan-in) (He).</summary>
    He,
}

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
        + (Activation.ToString() + "-" + Initialisation).ToLowerInvariant();

    /// <summary>All layer sizes, input and output included.</summary>
    public int[] LayerSizes(int features, int classes) => [features, .. Hidden, classes];

    /// <inheritdoc/>
    public bool Equals(Architecture? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
