using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;
using static System.Math;

namespace Chaos.Actors.Dynamics.Activations;

/// <summary>
/// φ = ln(1 + eᶻ), within 1.5 ulp; φ′ = s = 1 / (1 + e⁻ᶻ); φ″ = s − s². With e = exp(−|z|), φ = max(z, 0) + ln(1 + e), and
/// u = 1 + e rounded makes ln(1 + e) = ln u + (e − (u − 1)) / u, which stays accurate where e is far below the last bit of 1.
/// </summary>
internal readonly struct Softplus : IActivationFunction
{
    public static bool InFours => false;

    public string Text => "softplus";

    public bool NeedsInput => true; // 1 − e⁻ʸ would lose the slope's last bits where y is small

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var one = TLanes.Broadcast(1);
        var e = ElementaryFunctions.Exp<TLanes, TVector>(TLanes.Negate(TLanes.Abs(z)));
        var u = TLanes.Add(one, e);
        var rest = TLanes.Divide(TLanes.Subtract(e, TLanes.Subtract(u, one)), u);
        var tail = TLanes.Add(ElementaryFunctions.Log<TLanes, TVector>(u), rest);
        return TLanes.Add(TLanes.Max(TLanes.Zero, z), tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => ElementaryFunctions.Sigmoid<TLanes, TVector>(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Curvature<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var slope = Slope<TLanes, TVector>(z, y);
        return TLanes.Fma(TLanes.Negate(slope), slope, slope);
    }

    public double Value(double z)
    {
        var e = ElementaryFunctionsReference.Exp(-Abs(z));
        var u = 1 + e;
        var tail = ElementaryFunctionsReference.Log(u) + ((e - (u - 1)) / u);
        return (0 > z ? 0 : z) + tail;
    }

    public double Slope(double z, double y) => ElementaryFunctionsReference.Sigmoid(z);

    public double Curvature(double z, double y)
    {
        var slope = Slope(z, y);
        return FusedMultiplyAdd(-slope, slope, slope);
    }
}
