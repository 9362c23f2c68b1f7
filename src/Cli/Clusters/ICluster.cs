using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>What commands ask of a cluster. Every question throws a <see cref="UserError"/> where it is refused or nobody answers.</summary>
internal interface ICluster : IAsyncDisposable
{
    /// <summary>The campaigns.</summary>
    Task<ListDocument> ListAsync(CancellationToken cancellation);

    /// <summary>A campaign and where it stands.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="known">It as it was last, which need not be sent again; null if nobody has asked yet.</param>
    /// <param name="cancellation">Stops the wait.</param>
    Task<CampaignLook> LookAsync(CampaignId campaign, CampaignSpec? known, CancellationToken cancellation);

    /// <summary>Gives it a campaign.</summary>
    /// <param name="document">The campaign file.</param>
    /// <param name="priority">Its priority; null where nothing is said of it.</param>
    /// <param name="seeds">Seeds instead of the file's number of them.</param>
    /// <param name="cancellation">Stops the wait.</param>
    Task<SubmittedDocument> SubmitAsync(CampaignDocument document, int? priority, int? seeds, CancellationToken cancellation);

    /// <summary>Tells it what a campaign's owner wants.</summary>
    Task TellAsync(CampaignId campaign, OwnerWish wish, CancellationToken cancellation);

    /// <summary>Trusts a trainer no longer, or says what that would discard.</summary>
    Task<ExclusionDocument> ExcludeAsync(string node, bool dryRun, CancellationToken cancellation);

    /// <summary>Trusts a trainer again.</summary>
    Task<ExclusionDocument> IncludeAsync(string node, CancellationToken cancellation);

    /// <summary>The trainers.</summary>
    Task<NodesDocument> NodesAsync(CancellationToken cancellation);

    /// <summary>What its results say, a sentence for each curve; none where nobody can say it here.</summary>
    Task<IReadOnlyList<string>> VerdictAsync(CampaignId campaign, CancellationToken cancellation);

    /// <summary>Comes back when a campaign may have changed, or after a while.</summary>
    Task ChangeAsync(CampaignId campaign, TimeSpan atMost, CancellationToken cancellation);
}
