using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Benchmarks.Kernels;

/// <summary>Fused multiply-adds between registers alone, twelve independent chains: what the machine can do at most.</summary>
internal readonly struct PeakFma : ILaneOperation<double>
{
    public const int Rounds = 10_000;
    private const int Chains = 12; // four cycles of latency, two a cycle, and sixteen registers on AVX2

    /// <summary>Fused multiply-adds of one call, counted in lanes.</summary>
    public static double Count => (double)Rounds * Chains * Simd.Run<LaneCount, int>(Simd.Best, default);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe double Invoke<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector x = TLanes.Broadcast(0.999), y = TLanes.Broadcast(1e-3);
        TVector s0 = y, s1 = y, s2 = y, s3 = y, s4 = y, s5 = y, s6 = y, s7 = y, s8 = y, s9 = y, s10 = y, s11 = y;
        for (var i = 0; i < Rounds; i++)
        {
            s0 = TLanes.Fma(x, s0, y);
            s1 = TLanes.Fma(x, s1, y);
            s2 = TLanes.Fma(x, s2, y);
            s3 = TLanes.Fma(x, s3, y);
            s4 = TLanes.Fma(x, s4, y);
            s5 = TLanes.Fma(x, s5, y);
            s6 = TLanes.Fma(x, s6, y);
            s7 = TLanes.Fma(x, s7, y);
            s8 = TLanes.Fma(x, s8, y);
            s9 = TLanes.Fma(x, s9, y);
            s10 = TLanes.Fma(x, s10, y);
            s11 = TLanes.Fma(x, s11, y);
        }

        var sum = TLanes.Add(TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)), TLanes.Add(s4, s5));
        sum = TLanes.Add(sum, TLanes.Add(TLanes.Add(TLanes.Add(s6, s7), TLanes.Add(s8, s9)), TLanes.Add(s10, s11)));
        var lanes = stackalloc double[TLanes.Count];
        TLanes.Store(lanes, sum);
        return lanes[0];
    }

    private readonly struct LaneCount : ILaneOperation<int>
    {
        public int Invoke<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => TLanes.Count;
    }
}
