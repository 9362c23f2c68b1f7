using Chaos.Actors.Dynamics.Kernels.Reference;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>Chooses the kernels by what this machine accelerates; all of them give the same bits.</summary>
public static class KernelSelection
{
    /// <summary>The widest accelerated kernels.</summary>
    public static IKernels Best { get; } = Of(Simd.Best);

    /// <summary>Every form there is, for tests: those without hardware run as software.</summary>
    public static IReadOnlyList<IKernels> All { get; } = [new ReferenceKernels(), .. Simd.Widths.Select(Of)];

    /// <summary>The vectorised kernels at a width, accelerated or not.</summary>
    public static IKernels Of(SimdWidth width) => Simd.Run<Creation, IKernels>(width, default);

    private readonly struct Creation : ILaneOperation<IKernels>
    {
        public IKernels Invoke<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => new SimdKernels<TLanes, TVector>();
    }
}
