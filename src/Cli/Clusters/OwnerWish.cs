namespace Chaos.Actors.Cli.Clusters;

/// <summary>What the owner of a campaign in a cluster may want of it.</summary>
internal enum OwnerWish
{
    /// <summary>No further items; running ones finish.</summary>
    Pause,

    /// <summary>On with it.</summary>
    Resume,

    /// <summary>Its end; finished items are kept.</summary>
    Cancel,

    /// <summary>Failed items once more.</summary>
    Retry,
}
