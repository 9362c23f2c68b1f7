using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Curvature;

/// <summary>
/// The Lanczos method for A = H + l2·1 (1 on the tensors that decay), H the Hessian of the mean training loss at some parameters:
/// q_1 = start / |start|; z = A q_j; z ← fma(−β_(j−1), q_(j−1), z); α_j = ⟨q_j, z⟩; z ← fma(−α_j, q_j, z); β_j = |z|; q_(j+1) = z / β_j.
/// No vector is orthogonalised against older ones: copies of a Ritz value that rounding brings about are harmless for its ends and
/// for sums over the measure. Every step passes through all samples once. Allocates nothing after construction.
/// </summary>
internal sealed unsafe class Lanczos
{
    private readonly IKernels _kernels;
    private readonly ParameterLayout _layout;
    private readonly Network _network;
    private readonly int _samples;
    private readonly AlignedBuffer _scratch;
    private readonly AlignedBuffer[] _q = new AlignedBuffer[1];
    private readonly AlignedBuffer[] _z = new AlignedBuffer[1];
    private AlignedBuffer? _parameters;
    private AlignedBuffer _earlier;
    private bool _moved;
    private double _l2;
    private double _beta;

    /// <summary>Allocates the vectors.</summary>
    /// <param name="kernels">What it computes with.</param>
    /// <param name="layout">How parameters lie.</param>
    /// <param name="network">Has room for at least one tangent.</param>
    /// <param name="samples">Training samples.</param>
    public Lanczos(IKernels kernels, ParameterLayout layout, Network network, int samples)
    {
        (_kernels, _layout, _network, _samples) = (kernels, layout, network, samples);
        (_earlier, _q[0], _z[0]) = (new AlignedBuffer(layout.Length), new AlignedBuffer(layout.Length), new AlignedBuffer(layout.Length));
        _scratch = new AlignedBuffer(layout.Length);
        network.PrepareToStand();
    }

    /// <summary>Starts anew.</summary>
    /// <param name="parameters">w.</param>
    /// <param name="start">Not 0; it is not changed.</param>
    /// <param name="l2">Of A.</param>
    public void Begin(AlignedBuffer parameters, AlignedBuffer start, double l2)
    {
        (_parameters, _l2, _beta, _moved) = (parameters, l2, 0, true);
        _earlier.Span.Clear();
        start.Span.CopyTo(_q[0].Span);
        _kernels.Divide(_q[0].Pointer, Norm(_q[0]), _layout.Length);
    }

    /// <summary>One step.</summary>
    public (double Alpha, double Beta) Step()
    {
        _network.HessianProducts(_parameters!, _scratch, _q, _z, _moved);
        _moved = false;
        double* q = _q[0].Pointer, z = _z[0].Pointer;
        var length = _layout.Length;
        foreach (var tensor in _layout.Tensors)
            _kernels.Average(z + tensor.Offset, q + tensor.Offset, (int)tensor.Length, tensor.Decays ? _l2 : 0, _samples);
        _kernels.AddMultiple(-_beta, _earlier.Pointer, z, length);
        var alpha = _kernels.Dot(q, z, length);
        _kernels.AddMultiple(-alpha, q, z, length);
        _beta = Norm(_z[0]);
        if (_beta != 0) _kernels.Divide(z, _beta, length);
        (_earlier, _q[0], _z[0]) = (_q[0], _z[0], _earlier);
        return (alpha, _beta);
    }

    private double Norm(AlignedBuffer v) => Math.Sqrt(_kernels.Dot(v.Pointer, v.Pointer, v.Length));
}
