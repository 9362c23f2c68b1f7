using System.Globalization;
using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Networks;

/// <summary>
/// A network without the input and output sizes, which the task gives: its layers without the dense one to the classes, which every
/// network ends with, whether they have biases, and how w(0) is drawn.
/// </summary>
public sealed record Architecture
{
    private readonly double _sigma = 1;

    /// <summary>Any layers.</summary>
    /// <param name="layers">From the input on, without the last dense one; none for a linear classifier.</param>
    /// <param name="initialisation">How w(0) is drawn.</param>
    public Architecture(IEnumerable<LayerSpec> layers, Initialisation initialisation)
    {
        (Layers, Initialisation) = ([.. layers], initialisation);
        (IsStack, Hidden, Activation) = AsStack(Layers);
    }

    /// <summary>A stack of dense layers of one nonlinearity.</summary>
    /// <param name="hidden">Units of each hidden layer, from the input on; empty for a linear classifier.</param>
    /// <param name="activation">The nonlinearity after every hidden layer.</param>
    /// <param name="initialisation">How w(0) is drawn.</param>
    public Architecture(IEnumerable<int> hidden, Activation activation, Initialisation initialisation)
        : this(hidden.SelectMany(units => new LayerSpec[] { new DenseSpec(units), new ActivationSpec(activation) }), initialisation) =>
        Activation = activation; // which is part of the name even where there is no hidden layer

    /// <summary>The layers from the input on, without the dense one to the classes.</summary>
    public IReadOnlyList<LayerSpec> Layers { get; }

    /// <summary>How w(0) is drawn.</summary>
    public Initialisation Initialisation { get; }

    /// <summary>Standard deviation of the weights of <see cref="Initialisation.Normal"/>; 1 with any other initialisation.</summary>
    public double Sigma
    {
        get => _sigma;
        init
        {
            if (!(value > 0 && double.IsFinite(value)))
                throw new ArgumentOutOfRangeException(nameof(value), value, "The standard deviation of weights is a positive number.");
            if (value != 1 && Initialisation != Initialisation.Normal)
                throw new ArgumentException($"Only normal weights have a standard deviation of their own, not {Initialisation} ones.", nameof(value));
            _sigma = value;
        }
    }

    /// <summary>Whether layers with weights have biases.</summary>
    public bool Biases { get; init; } = true;

    /// <summary>Whether it is a stack of dense layers with one and the same nonlinearity after each.</summary>
    public bool IsStack { get; }

    /// <summary>Units of each hidden layer of a stack; empty where it is none.</summary>
    public IReadOnlyList<int> Hidden { get; }

    /// <summary>The nonlinearity of a stack; the identity where it is none.</summary>
    public Activation Activation { get; }

    /// <summary>The layers as text, such as <c>conv 6 5x5, tanh, avgpool 2, dense 64, tanh</c>: what <see cref="Parse"/> reads.</summary>
    public string Text => string.Join(", ", Layers.Select(layer => layer.Text));

    /// <summary>The initialisation as text, such as <c>lecun</c> or <c>normal 0.5</c>.</summary>
    public string InitialisationText => new InitialWeights(Initialisation, Sigma).ToString();

    /// <summary>
    /// Canonical text, such as <c>64-64-tanh-normal</c> of a stack and <c>conv 6 5x5, tanh; lecun; no biases</c> of other layers; two
    /// architectures are equal when it is equal.
    /// </summary>
    public string Name => IsStack
        ? string.Concat(Hidden.Select(units => units.ToString(CultureInfo.InvariantCulture) + "-")) + StackSuffix
        : $"{Text}; {Suffix}";

    /// <summary>Reads layers from text; the errors say what was found and what was expected.</summary>
    /// <exception cref="ArchitectureException">It is no list of layers.</exception>
    public static Architecture Parse(string text, Initialisation initialisation = Initialisation.Normal) =>
        new(LayerText.Read(text), initialisation);

    /// <summary>
    /// Canonical text with all sizes, which the seed of an item depends on: <c>784-64-10-tanh-normal</c> of a stack,
    /// <c>28x28x1: conv 6 5x5, tanh, dense 10; lecun</c> of other layers.
    /// </summary>
    public string SizedName(SampleShape samples, int classes)
    {
        int[] sizes = [samples.Count, .. Hidden, classes];
        if (IsStack) return string.Join('-', sizes) + "-" + StackSuffix;
        return $"{samples}: {string.Join(", ", Layers.Append(new DenseSpec(classes)).Select(layer => layer.Text))}; {Suffix}";
    }

    /// <summary>The network on samples of a shape.</summary>
    /// <exception cref="ArchitectureException">A layer does not fit what comes into it.</exception>
    public NetworkPlan Plan(SampleShape samples, int classes) => new(Layers.Append(new DenseSpec(classes)), samples, Biases);

    /// <summary>The network on flat samples.</summary>
    /// <exception cref="ArchitectureException">A layer needs images.</exception>
    public NetworkPlan Plan(int features, int classes) => Plan(SampleShape.Flat(features), classes);

    /// <inheritdoc/>
    public bool Equals(Architecture? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private string StackSuffix => $"{Activation.Text}-{InitialisationText}{(Biases ? "" : "-nobias")}";

    private string Suffix => InitialisationText + (Biases ? "" : "; no biases");

    private static (bool, IReadOnlyList<int>, Activation) AsStack(IReadOnlyList<LayerSpec> layers)
    {
        if (layers.Count == 0) return (true, [], Activation.Identity);
        var (units, activation) = (new List<int>(), (layers[^1] as ActivationSpec)?.Activation);
        for (var l = 0; l < layers.Count; l += 2)
        {
            if (layers[l] is not DenseSpec dense || l + 1 == layers.Count
                || layers[l + 1] is not ActivationSpec next || !next.Activation.Equals(activation))
                return (false, [], Activation.Identity);
            units.Add(dense.Units);
        }

        return (true, units, activation!);
    }
}
