using System.Globalization;
using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Activations;

/// <summary>φ = z where z &gt; 0 and else a·z, NaN staying NaN; φ′ = 1 where y &gt; 0 and else a; φ″ = 0.</summary>
/// <param name="slope">a, between 0 and 1: y then has the sign of z.</param>
internal readonly struct LeakyRelu(double slope) : IActivationFunction
{
    public const string Word = "leakyrelu";

    public const double DefaultSlope = 0.01;

    public static bool InFours => true;

    public string Text => slope == DefaultSlope ? Word : string.Create(CultureInfo.InvariantCulture, $"{Word} {slope}");

    public bool NeedsInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Select(TLanes.LessThan(TLanes.Zero, z), z, TLanes.Multiply(TLanes.Broadcast(slope), z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Select(TLanes.LessThan(TLanes.Zero, y), TLanes.Broadcast(1), TLanes.Broadcast(slope));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Curvature<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Zero;

    public double Value(double z) => z > 0 ? z : slope * z;

    public double Slope(double z, double y) => y > 0 ? 1 : slope;

    public double Curvature(double z, double y) => 0;
}
