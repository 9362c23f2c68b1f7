using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Activations;

/// <summary>φ = max(0, z), NaN staying NaN; φ′ = 1 where y &gt; 0 and else 0; φ″ = 0.</summary>
internal readonly struct Relu : IActivationFunction
{
    public static bool InFours => true;

    public string Text => "relu";

    public bool NeedsInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Max(TLanes.Zero, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Select(TLanes.LessThan(TLanes.Zero, y), TLanes.Broadcast(1), TLanes.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Curvature<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Zero;

    public double Value(double z) => 0 > z ? 0 : z;

    public double Slope(double z, double y) => y > 0 ? 1 : 0;

    public double Curvature(double z, double y) => 0;
}
