namespace Chaos.Actors.Analysis.Regimes;

/// <summary>What a run does as a whole; in about the order in which η brings them about. <see cref="RegimeCriteria"/> says when.</summary>
public enum Regime
{
    /// <summary>The loss never rises.</summary>
    Monotonic,

    /// <summary>The loss rises, is not chaotic and comes to no cycle.</summary>
    Catapult,

    /// <summary>Chaotic, and trained in the end.</summary>
    ChaoticLearning,

    /// <summary>The loss ends in a cycle.</summary>
    Periodic,

    /// <summary>Chaotic, and not trained in the end.</summary>
    ChaoticNotLearning,

    /// <summary>A loss, or the parameters in the end, are not finite.</summary>
    Divergent,
}
