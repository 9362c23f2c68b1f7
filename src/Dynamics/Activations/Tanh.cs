using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;
using static System.Math;

namespace Chaos.Actors.Dynamics.Activations;

/// <summary>φ = tanh z; φ′ = 1 − y²; φ″ = −2yφ′.</summary>
internal readonly struct Tanh : IActivationFunction
{
    public static bool InFours => true;

    public string Text => "tanh";

    public bool NeedsInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => ElementaryFunctions.Tanh<TLanes, TVector>(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Fma(TLanes.Negate(y), y, TLanes.Broadcast(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Curvature<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Multiply(TLanes.Multiply(TLanes.Broadcast(-2), y), Slope<TLanes, TVector>(z, y));

    public double Value(double z) => ElementaryFunctionsReference.Tanh(z);

    public double Slope(double z, double y) => FusedMultiplyAdd(-y, y, 1);

    public double Curvature(double z, double y) => -2 * y * Slope(z, y);
}
