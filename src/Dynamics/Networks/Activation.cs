using System.Globalization;
using Chaos.Actors.Dynamics.Activations;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Networks;

/// <summary>
/// A nonlinearity φ, element by element, with its parameters if it has any. Each is one file in <c>Activations</c> and one entry of
/// <see cref="All"/>; nothing else names it. Two are equal when their texts are.
/// </summary>
public abstract class Activation : IEquatable<Activation>
{
    private protected Activation()
    {
    }

    /// <summary>Every activation there is, with the usual parameters where it has any.</summary>
    public static IReadOnlyList<Activation> All { get; } =
    [
        new ActivationOf<Tanh>(default),
        new ActivationOf<Sigmoid>(default),
        new ActivationOf<Relu>(default),
        new ActivationOf<Softplus>(default),
        new ActivationOf<Identity>(default),
        new ActivationOf<LeakyRelu>(new LeakyRelu(LeakyRelu.DefaultSlope)),
        new ActivationOf<Elu>(default),
    ];

    /// <summary>Hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = Named("tanh")!;

    /// <summary>1 / (1 + e⁻ᶻ).</summary>
    public static Activation Sigmoid { get; } = Named("sigmoid")!;

    /// <summary>max(0, z).</summary>
    public static Activation Relu { get; } = Named("relu")!;

    /// <summary>φ(z) = z.</summary>
    public static Activation Identity { get; } = Named("identity")!;

    /// <summary>As campaign files write it, such as <c>tanh</c> or <c>leakyrelu 0.2</c>.</summary>
    public abstract string Text { get; }

    /// <summary>Whether slope and curvature are functions of z, which must then be kept beside φ(z).</summary>
    internal abstract bool NeedsInput { get; }

    /// <summary>
    /// The activation of that text (capitals or not), or null. Only <c>leakyrelu</c> has a parameter: its slope below 0, between 0 and
    /// 1, 0.01 where none is given.
    /// </summary>
    public static Activation? Named(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 2 && words[0].Equals(LeakyRelu.Word, StringComparison.OrdinalIgnoreCase)
            && double.TryParse(words[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var slope) && slope is > 0 and < 1)
            return new ActivationOf<LeakyRelu>(new LeakyRelu(slope));
        return All.FirstOrDefault(activation => activation.Text.Equals(text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>φ(z).</summary>
    public abstract double Value(double z);

    /// <summary>φ′ at z, where y = φ(z).</summary>
    public abstract double Slope(double z, double y);

    /// <summary>φ″ at z, where y = φ(z).</summary>
    public abstract double Curvature(double z, double y);

    /// <inheritdoc cref="IKernels.Activate"/>
    internal abstract unsafe void Activate<TLanes, TVector>(double* z, double* y, int length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <inheritdoc cref="IKernels.MultiplyBySlope"/>
    internal abstract unsafe void MultiplyBySlope<TLanes, TVector>(
        in MatrixView z, in MatrixView y, in MatrixView delta, double* sums)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <inheritdoc cref="IKernels.Bend"/>
    internal abstract unsafe void Bend<TLanes, TVector>(
        double* z, double* y, double* delta, double* slopes, double* bends, int length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <inheritdoc/>
    public bool Equals(Activation? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Activation);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
