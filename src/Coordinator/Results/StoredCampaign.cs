using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>A row of the <c>campaigns</c> table: all that a reader of the file needs to know of a campaign.</summary>
/// <param name="Spec">The specification.</param>
/// <param name="TaskContents">The tasks' data it was begun with.</param>
/// <param name="NumericsVersion">The numerics contract its results follow.</param>
/// <param name="Stance">What its owner, or its input, made of it.</param>
/// <param name="Reason">Why it failed; empty unless it did.</param>
public sealed record StoredCampaign(
    CampaignSpec Spec, TaskContents TaskContents, int NumericsVersion, CampaignStance Stance, string Reason)
{
    /// <summary>Its identity.</summary>
    public CampaignId Id => CampaignId.Of(Spec);
}
