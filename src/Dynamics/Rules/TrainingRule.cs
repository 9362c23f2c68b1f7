using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Rules;

/// <summary>
/// How w(t) becomes w(t + 1). What is stepped is a state: parameters, and behind them in the same buffer what the rule remembers.
/// A step is linear in the state and the gradient together, so that it is the step of a tangent vector, with H·v as gradient.
/// </summary>
internal abstract class TrainingRule
{
    /// <summary>The rule of a specification.</summary>
    public static TrainingRule Of(PairGroupSpec spec) => spec.Momentum == 0
        ? new GradientDescent(spec.LearningRate, spec.L2)
        : new HeavyBall(spec.LearningRate, spec.L2, spec.Momentum);

    /// <summary>Whether a velocity follows the parameters, in their layout; it starts at 0.</summary>
    public virtual bool HasVelocity => false;

    /// <summary>Doubles of a state.</summary>
    /// <exception cref="OverflowException">No buffer can be so long.</exception>
    public int StateLength(ParameterLayout layout) => HasVelocity ? checked(2 * layout.Length) : layout.Length;

    /// <summary>One step.</summary>
    /// <param name="kernels">What it computes with.</param>
    /// <param name="layout">How parameters lie.</param>
    /// <param name="state">w and what is remembered, or a tangent vector at it.</param>
    /// <param name="gradient">The gradient of the loss summed over the samples; of a tangent vector, H·v of that loss.</param>
    /// <param name="samples">Their number.</param>
    public abstract void Step(IKernels kernels, ParameterLayout layout, AlignedBuffer state, AlignedBuffer gradient, int samples);
}
