using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Messages.Campaigns;

/// <summary>
/// What the owner of a campaign asks of the coordinator. Each is answered with <see cref="CampaignReplies.Accepted"/>,
/// once the change is durable, or <see cref="CampaignReplies.Refused"/>.
/// </summary>
public static class CampaignCommands
{
    /// <summary>
    /// Creates the campaign, continues it where it exists with the same specification, data and numerics, or extends it where it exists
    /// with another one that has items in common. Idempotent.
    /// A campaign that failed for its input is opened again, for that is what a resubmission asks.
    /// </summary>
    /// <param name="Spec">The campaign.</param>
    /// <param name="TaskContents">The tasks' data as the submitter reads them.</param>
    /// <param name="NumericsVersion">The numerics contract the results have to follow.</param>
    /// <param name="Priority">
    /// Campaigns of a higher priority go first, those of the same share the slots evenly; null leaves it as it is, 0 at first.
    /// </param>
    public sealed record Submit(CampaignSpec Spec, TaskContents TaskContents, int NumericsVersion, int? Priority = null)
        : ICampaignMessage
    {
        /// <summary>Whether results of its items may have come into the database by another way, and are looked for.</summary>
        public bool Adopt { get; init; }

        /// <inheritdoc/>
        public CampaignId Campaign => CampaignId.Of(Spec);
    }

    /// <summary>Assigns no further items; running ones finish.</summary>
    public sealed record Pause(CampaignId Campaign) : ICampaignMessage;

    /// <summary>Continues a paused, failed or cancelled campaign.</summary>
    public sealed record Resume(CampaignId Campaign) : ICampaignMessage;

    /// <summary>Ends the campaign: running items are stopped, finished ones are kept.</summary>
    public sealed record Cancel(CampaignId Campaign) : ICampaignMessage;

    /// <summary>Puts every quarantined item back into the queue with a clean record.</summary>
    public sealed record Retry(CampaignId Campaign) : ICampaignMessage;

    /// <summary>Removes a campaign that is over, with its journal and its results: nothing is left of it.</summary>
    public sealed record Delete(CampaignId Campaign) : ICampaignMessage;

    /// <summary>Sends the <see cref="CampaignNotices"/> of the campaign to the sender, until it stops.</summary>
    public sealed record Subscribe(CampaignId Campaign) : ICampaignMessage;
}
