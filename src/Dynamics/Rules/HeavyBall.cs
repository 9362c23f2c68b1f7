using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Rules;

/// <summary>
/// Full-batch gradient descent with momentum (Polyak's heavy ball): v(t+1) = β·v(t) − η(∇L(w(t)) + l2·w(t)), w(t+1) = w(t) + v(t+1),
/// v(0) = 0, the L2 term on tensors that decay.
/// </summary>
/// <param name="learningRate">η.</param>
/// <param name="l2">Coefficient of the L2 term.</param>
/// <param name="momentum">β.</param>
internal sealed unsafe class HeavyBall(double learningRate, double l2, double momentum) : TrainingRule
{
    public override bool HasVelocity => true;

    public override void Step(IKernels kernels, ParameterLayout layout, AlignedBuffer state, AlignedBuffer gradient, int samples)
    {
        foreach (var tensor in layout.Tensors)
        {
            var w = state.Pointer + tensor.Offset;
            kernels.StepWithMomentum(
                w, w + layout.Length, gradient.Pointer + tensor.Offset, (int)tensor.Length, learningRate, tensor.Decays ? l2 : 0,
                momentum, samples);
        }
    }
}
