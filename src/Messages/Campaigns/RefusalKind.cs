namespace Chaos.Actors.Messages.Campaigns;

/// <summary>Why the coordinator refuses.</summary>
public enum RefusalKind
{
    /// <summary>No campaign has that name.</summary>
    UnknownCampaign = 1,

    /// <summary>A campaign of that name exists with another specification.</summary>
    DifferentSpec = 2,

    /// <summary>The task's data are not those the campaign was begun with.</summary>
    DifferentTaskData = 3,

    /// <summary>The campaign was begun under another numerics contract.</summary>
    DifferentNumerics = 4,

    /// <summary>The command makes no sense in the campaign's phase.</summary>
    WrongPhase = 5,

    /// <summary>The store cannot be read or written.</summary>
    StorageFailed = 6,

    // 7 was a node's, to clients of before: no coordinator is active.
}
