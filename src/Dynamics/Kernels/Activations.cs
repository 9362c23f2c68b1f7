using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>The nonlinearities and their derivatives, element by element over whole vectors.</summary>
internal static unsafe class Activations<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc cref="IKernels.Activate"/>
    public static void Apply(Activation activation, double* x, int length)
    {
        switch (activation)
        {
            case Activation.Tanh:
                ElementaryKernels.Tanh<TLanes, TVector>(x, x, length);
                break;
            case Activation.Sigmoid:
                ElementaryKernels.Sigmoid<TLanes, TVector>(x, x, length);
                break;
            case Activation.Relu:
                for (var i = 0; i < length; i += TLanes.Count)
                    TLanes.Store(x + i, TLanes.Max(TLanes.Zero, TLanes.Load(x + i))); // NaN stays NaN
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, null);
        }
    }

    /// <inheritdoc cref="IKernels.MultiplyByDerivative"/>
    public static void MultiplyByDerivative(Activation activation, double* y, double* delta, int length)
    {
        var one = TLanes.Broadcast(1);
        for (var i = 0; i < length; i += TLanes.Count)
        {
            var v = TLanes.Load(y + i);
            var slope = activation switch
            {
                Activation.Tanh => TLanes.Fma(TLanes.Negate(v), v, one),
                Activation.Sigmoid => TLanes.Fma(TLanes.Negate(v), v, v),
                Activation.Relu => TLanes.Select(TLanes.LessThan(TLanes.Zero, v), one, TLanes.Zero),
                _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
            };
            TLanes.Store(delta + i, TLanes.Multiply(TLanes.Load(delta + i), slope));
        }
    }
}
