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
/// <param name="ownLayout">How parameters, and so velocities, lie.</param>
/// <param name="copies">Networks that it trains.</param>
internal sealed unsafe class HeavyBall(double learningRate, double l2, double momentum, ParameterLayout ownLayout, int copies)
    : TrainingRule
{
    private readonly AlignedBuffer[] _velocities =
        [.. Enumerable.Range(0, copies).Select(_ => new AlignedBuffer(ownLayout.Length))];

    public override IReadOnlyList<AlignedBuffer> Velocities => _velocities;

    public override void Step(
        IKernels kernels, ParameterLayout layout, int copy, AlignedBuffer parameters, AlignedBuffer gradient, int samples)
    {
        foreach (var tensor in layout.Tensors)
            kernels.StepWithMomentum(
                parameters.Pointer + tensor.Offset, _velocities[copy].Pointer + tensor.Offset, gradient.Pointer + tensor.Offset,
                (int)tensor.Length, learningRate, tensor.Decays ? l2 : 0, momentum, samples);
    }
}
