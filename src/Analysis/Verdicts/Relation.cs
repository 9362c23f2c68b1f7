namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>Where the fastest η lies, as seen from the onset.</summary>
public enum Relation
{
    /// <summary>No seed reaches the threshold.</summary>
    NeverReached,

    /// <summary>No seed's onset can be compared with its fastest η.</summary>
    NoOnset,

    /// <summary>Too few seeds for any probability.</summary>
    TooFewSeeds,

    /// <summary>These seeds leave it open.</summary>
    Open,

    /// <summary>Fastest below the onset.</summary>
    Below,

    /// <summary>They agree within the grid's own resolution.</summary>
    At,

    /// <summary>Fastest above the onset.</summary>
    Above,
}
