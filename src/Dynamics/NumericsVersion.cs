namespace Chaos.Actors.Dynamics;

/// <summary>
/// The version of the numerics contract (docs/numerics-contract.md). It changes whenever the bits of any series change,
/// and only then; results of different versions are never mixed.
/// </summary>
public static class NumericsVersion
{
    /// <summary>The version this program computes.</summary>
    public const int Current = 1;
}
