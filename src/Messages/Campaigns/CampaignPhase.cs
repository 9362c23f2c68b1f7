namespace Chaos.Actors.Messages.Campaigns;

/// <summary>Where a campaign stands.</summary>
public enum CampaignPhase
{
    /// <summary>Items are assigned to whoever pulls.</summary>
    Running = 1,

    /// <summary>No item is assigned; running ones finish.</summary>
    Paused = 2,

    /// <summary>Every item is done.</summary>
    Completed = 3,

    /// <summary>Every item is done or quarantined, and at least one is quarantined.</summary>
    CompletedWithFailures = 4,

    /// <summary>The campaign's input cannot be used; nothing is assigned.</summary>
    Failed = 5,

    /// <summary>Its owner ended it.</summary>
    Cancelled = 6,
}
