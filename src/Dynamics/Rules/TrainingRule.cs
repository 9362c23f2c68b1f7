using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Rules;

/// <summary>How w(t) becomes w(t + 1), with what a rule remembers of every copy.</summary>
internal abstract class TrainingRule
{
    /// <summary>The rule of a specification.</summary>
    public static TrainingRule Of(PairGroupSpec spec, ParameterLayout layout, int copies) => spec.Momentum == 0
        ? new GradientDescent(spec.LearningRate, spec.L2)
        : new HeavyBall(spec.LearningRate, spec.L2, spec.Momentum, layout, copies);

    /// <summary>v of every copy, in the form of the parameters; empty where the rule remembers nothing.</summary>
    public virtual IReadOnlyList<AlignedBuffer> Velocities => [];

    /// <summary>One step.</summary>
    /// <param name="kernels">What it computes with.</param>
    /// <param name="layout">How parameters lie.</param>
    /// <param name="copy">Whose they are.</param>
    /// <param name="parameters">w.</param>
    /// <param name="gradient">The gradient of the loss summed over the samples.</param>
    /// <param name="samples">Their number.</param>
    public abstract void Step(
        IKernels kernels, ParameterLayout layout, int copy, AlignedBuffer parameters, AlignedBuffer gradient, int samples);
}
