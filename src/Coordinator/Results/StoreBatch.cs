using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>
/// What one group commit writes into the results database, in one transaction, before the events that declare it are
/// journalled. Writing a batch twice leaves what writing it once does.
/// </summary>
/// <param name="Campaign">The campaign's row.</param>
/// <param name="Results">Finished items; they are no longer quarantined.</param>
/// <param name="Quarantined">Newly quarantined items.</param>
/// <param name="ClearQuarantine">Whether all earlier quarantined items go first.</param>
/// <param name="PutCampaign">Whether the campaign's row is new or may have changed.</param>
/// <param name="Journalled">How many facts the journal held when the batch was made.</param>
public sealed record StoreBatch(
    StoredCampaign Campaign,
    IReadOnlyList<CoordinatorCommands.ResultReady> Results,
    IReadOnlyList<QuarantinedItem> Quarantined,
    bool ClearQuarantine,
    bool PutCampaign = true,
    long Journalled = 0);
