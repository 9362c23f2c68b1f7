using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Activations;

/// <summary>φ = z; φ′ = 1; φ″ = 0: a network of linear layers.</summary>
internal readonly struct Identity : IActivationFunction
{
    public static bool InFours => true;

    public string Text => "identity";

    public bool NeedsInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Broadcast(1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Curvature<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Zero;

    public double Value(double z) => z;

    public double Slope(double z, double y) => 1;

    public double Curvature(double z, double y) => 0;
}
