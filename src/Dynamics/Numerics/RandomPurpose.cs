namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>What a random stream is drawn for. The numbers are part of the numerics contract: never renumber.</summary>
public enum RandomPurpose : uint
{
    /// <summary>w(0) of the reference network.</summary>
    InitialParameters = 1,

    /// <summary>ξ of a perturbed replica.</summary>
    Perturbation = 2,

    /// <summary>A tangent vector at t = 0; its number in place of the replica's.</summary>
    Tangent = 3,

    /// <summary>What the search for the ends of the Hessian's spectrum starts from.</summary>
    CurvatureStart = 4,

    /// <summary>Samples of a task that is drawn; the part in place of the replica's number, what is drawn in place of the tensor's.</summary>
    TaskSamples = 5,

    /// <summary>Which weights of a replica are perturbed, where not all are.</summary>
    PerturbedWeights = 6,
}
