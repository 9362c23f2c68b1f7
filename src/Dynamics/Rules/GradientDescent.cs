using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Rules;

/// <summary>Full-batch gradient descent: w(t+1) = w(t) − η(∇L(w(t)) + l2·w(t)), the L2 term on tensors that decay.</summary>
/// <param name="learningRate">η.</param>
/// <param name="l2">Coefficient of the L2 term.</param>
internal sealed unsafe class GradientDescent(double learningRate, double l2) : TrainingRule
{
    public override void Step(IKernels kernels, ParameterLayout layout, AlignedBuffer state, AlignedBuffer gradient, int samples)
    {
        foreach (var tensor in layout.Tensors)
            kernels.Step(
                state.Pointer + tensor.Offset, gradient.Pointer + tensor.Offset, (int)tensor.Length, learningRate,
                tensor.Decays ? l2 : 0, samples);
    }
}
