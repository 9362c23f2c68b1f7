namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>What a random stream is drawn for. The numbers are part of the numerics contract: never renumber.</summary>
public enum RandomPurpose : uint
{
    /// <summary>w(0) of the reference network.</summary>
    InitialParameters = 1,

    /// <summary>ξ of a perturbed replica.</summary>
    Perturbation = 2,
}
