namespace Chaos.Actors.Messages.Campaigns;

/// <summary>What subscribers of a campaign are told without asking.</summary>
public static class CampaignNotices
{
    /// <summary>
    /// There is nothing left to do: the campaign is completed (with or without failed items), failed or cancelled.
    /// Sent at once to who subscribes afterwards.
    /// </summary>
    public sealed record CampaignSettled(CampaignStatus Status) : ICampaignMessage
    {
        /// <inheritdoc/>
        public CampaignId Campaign => Status.Campaign;
    }

    /// <summary>
    /// The store could not be read or written and the campaign has stopped. Everything acknowledged is safe; the campaign
    /// can be continued when the cause is removed.
    /// </summary>
    public sealed record StorageFailed(CampaignId Campaign, string Reason) : ICampaignMessage;
}
