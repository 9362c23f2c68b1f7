namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>What growth per epoch is read from.</summary>
public enum GrowthSource
{
    /// <summary>Nothing tells trajectories apart: no tangents, and no replica at a positive finite distance.</summary>
    None,

    /// <summary>γ_1(t) of the leading tangent vector.</summary>
    Tangents,

    /// <summary>ln D(t + 1) − ln D(t): blunter by 1/√N, and blind after saturation.</summary>
    Distances,
}
