namespace Chaos.Actors.Dynamics.Networks;

/// <summary>How w(0) is drawn. Biases are always 0.</summary>
public enum Initialisation
{
    /// <summary>N(0, σ²), no fan-in scaling: with σ = 1 the paper's.</summary>
    Normal,

    /// <summary>N(0, 1 / fan-in) (LeCun).</summary>
    LeCun,

    /// <summary>N(0, 2 / (fan-in + fan-out)) (Glorot).</summary>
    Glorot,

    /// <summary>N(0, 2 / fan-in) (He).</summary>
    He,

    /// <summary>U(−1/√fan-in, 1/√fan-in): what PyTorch draws when it is not told otherwise.</summary>
    Uniform,
}
