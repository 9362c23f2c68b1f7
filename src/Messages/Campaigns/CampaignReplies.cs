namespace Chaos.Actors.Messages.Campaigns;

/// <summary>Answers to <see cref="CampaignCommands"/> and <see cref="CampaignQueries"/>.</summary>
public static class CampaignReplies
{
    /// <summary>Done, and durable.</summary>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Existing">To a submission: whether the campaign was there before (it continues).</param>
    public sealed record Accepted(CampaignId Campaign, bool Existing) : ICampaignMessage
    {
        /// <summary>To a submission that began or extended the campaign: how many of its items were there already; else null.</summary>
        public long? Here { get; init; }
    }

    /// <summary>Not done.</summary>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Kind">Why, for programs.</param>
    /// <param name="Reason">Why, and the way out, for people.</param>
    public sealed record Refused(CampaignId Campaign, RefusalKind Kind, string Reason) : ICampaignMessage;
}
