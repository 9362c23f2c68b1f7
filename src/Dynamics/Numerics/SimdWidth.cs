namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>How many float64 lanes a kernel works on at once. The value is the number of lanes.</summary>
public enum SimdWidth
{
    /// <summary><see cref="ScalarLanes"/>.</summary>
    Scalar = 1,

    /// <summary><see cref="Lanes128"/>.</summary>
    Vector128 = 2,

    /// <summary><see cref="Lanes256"/>.</summary>
    Vector256 = 4,

    /// <summary><see cref="Lanes512"/>.</summary>
    Vector512 = 8,
}
