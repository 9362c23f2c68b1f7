using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Activations;

/// <summary>
/// φ = z where z &gt; 0 and else eᶻ − 1, within 1.25 ulp; φ′ = 1 where z &gt; 0 and else y + 1, within 2⁻⁵³ of eᶻ; φ″ = 0 or y + 1.
/// </summary>
internal readonly struct Elu : IActivationFunction
{
    public static bool InFours => true;

    public string Text => "elu";

    public bool NeedsInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Select(
            TLanes.LessThan(TLanes.Zero, z), z,
            ElementaryFunctions.ExpMinusOne<TLanes, TVector>(TLanes.Min(TLanes.Zero, z)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var one = TLanes.Broadcast(1);
        return TLanes.Select(TLanes.LessThan(TLanes.Zero, y), one, TLanes.Add(y, one));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Curvature<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Select(TLanes.LessThan(TLanes.Zero, y), TLanes.Zero, TLanes.Add(y, TLanes.Broadcast(1)));

    public double Value(double z) => z > 0 ? z : ElementaryFunctionsReference.ExpMinusOne(z);

    public double Slope(double z, double y) => y > 0 ? 1 : y + 1;

    public double Curvature(double z, double y) => y > 0 ? 0 : y + 1;
}
