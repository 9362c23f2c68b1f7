using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Api.Documents;

/// <summary>Where a campaign stands, in numbers: a line of a list, and the events <c>status</c> and <c>settled</c>.</summary>
/// <param name="Campaign">Its name.</param>
/// <param name="State">A word of <see cref="CampaignStates"/>.</param>
/// <param name="Priority">Campaigns of a higher priority go first.</param>
/// <param name="Items">All items of the grid.</param>
/// <param name="Done">Those whose result is durable.</param>
/// <param name="Failed">Those that are not tried again unless asked.</param>
/// <param name="InFlight">Those that a trainer holds.</param>
/// <param name="Nodes">Trainers that may be given items.</param>
/// <param name="Slots">Their slots.</param>
/// <param name="EpochsPerSecond">Epochs of whole pair groups per second over the last half minute.</param>
/// <param name="RemainingEpochs">Epochs still to compute.</param>
/// <param name="Reason">Why it failed; null unless it did.</param>
public sealed record CampaignEntry(
    string Campaign,
    string State,
    int Priority,
    long Items,
    long Done,
    long Failed,
    long InFlight,
    int Nodes,
    int Slots,
    double EpochsPerSecond,
    long RemainingEpochs,
    string? Reason)
{
    /// <summary>The entry of a campaign.</summary>
    public static CampaignEntry Of(CampaignStatus status) => new(
        status.Campaign.Value,
        CampaignStates.Of(status.Phase),
        status.Priority,
        status.Items,
        status.Done,
        status.Failed,
        status.InFlight,
        status.Nodes,
        status.Slots,
        status.EpochsPerSecond,
        status.RemainingEpochs,
        status.Reason);
}
