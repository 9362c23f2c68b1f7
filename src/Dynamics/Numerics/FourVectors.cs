namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>Four vectors that one operation of <see cref="FourfoldLanes{TLanes, TVector}"/> works on.</summary>
/// <typeparam name="TVector">A vector of the lanes.</typeparam>
public readonly struct FourVectors<TVector>(TVector first, TVector second, TVector third, TVector fourth)
    where TVector : struct
{
    /// <summary>The first lanes.</summary>
    public readonly TVector First = first;

    /// <summary>The lanes behind them.</summary>
    public readonly TVector Second = second;

    /// <summary>The lanes behind those.</summary>
    public readonly TVector Third = third;

    /// <summary>The last lanes.</summary>
    public readonly TVector Fourth = fourth;
}
