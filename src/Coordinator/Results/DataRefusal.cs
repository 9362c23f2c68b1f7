namespace Chaos.Actors.Coordinator.Results;

/// <summary>Why a data file is not kept.</summary>
public enum DataRefusal
{
    /// <summary>Its name is no hash.</summary>
    BadName,

    /// <summary>It holds something else than its name says.</summary>
    OtherContent,

    /// <summary>It is larger than any task's data may be.</summary>
    TooLarge,

    /// <summary>It came in more than a day.</summary>
    TooSlow,

    /// <summary>All files together would be more than what is set.</summary>
    NoRoom,
}
