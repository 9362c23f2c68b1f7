namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>
/// Four vectors that one operation of <see cref="FourfoldLanes{TLanes, TVector}"/> works on. Without a constructor: its calls
/// would use up what the just-in-time compiler inlines into one method.
/// </summary>
/// <typeparam name="TVector">A vector of the lanes.</typeparam>
public struct FourVectors<TVector>
    where TVector : struct
{
    /// <summary>The first lanes.</summary>
    public TVector First;

    /// <summary>The lanes behind them.</summary>
    public TVector Second;

    /// <summary>The lanes behind those.</summary>
    public TVector Third;

    /// <summary>The last lanes.</summary>
    public TVector Fourth;
}
