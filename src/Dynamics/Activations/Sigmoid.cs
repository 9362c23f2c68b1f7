using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;
using static System.Math;

namespace Chaos.Actors.Dynamics.Activations;

/// <summary>φ = 1 / (1 + e⁻ᶻ); φ′ = y − y²; φ″ = φ′(1 − 2y).</summary>
internal readonly struct Sigmoid : IActivationFunction
{
    public static bool InFours => true;

    public string Text => "sigmoid";

    public bool NeedsInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => ElementaryFunctions.Sigmoid<TLanes, TVector>(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Fma(TLanes.Negate(y), y, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Curvature<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Multiply(
            Slope<TLanes, TVector>(z, y), TLanes.Fma(TLanes.Broadcast(-2), y, TLanes.Broadcast(1)));

    public double Value(double z) => ElementaryFunctionsReference.Sigmoid(z);

    public double Slope(double z, double y) => FusedMultiplyAdd(-y, y, y);

    public double Curvature(double z, double y) => Slope(z, y) * FusedMultiplyAdd(-2, y, 1);
}
