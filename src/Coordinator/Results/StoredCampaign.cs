using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>A row of the <c>campaigns</c> table: all that a reader of the file needs to know of a campaign.</summary>
public sealed record StoredCampaign(CampaignSpec Spec, string TaskContentHash, int NumericsVersion)
{
    /// <summary>Its identity.</summary>
    public CampaignId Id => CampaignId.Of(Spec);
}
