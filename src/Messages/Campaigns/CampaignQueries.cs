using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Messages.Campaigns;

/// <summary>Questions about campaigns; unknown ones are answered with <see cref="CampaignReplies.Refused"/>.</summary>
public static class CampaignQueries
{
    /// <summary>Asks for the <see cref="CampaignStatus"/> of one campaign.</summary>
    public sealed record GetStatus(CampaignId Campaign) : ICampaignMessage;

    /// <summary>Asks for the <see cref="Description"/> of one campaign.</summary>
    public sealed record GetCampaign(CampaignId Campaign) : ICampaignMessage;

    /// <summary>Answers <see cref="GetCampaign"/>: what does not change about it.</summary>
    public sealed record Description(CampaignSpec Spec, TaskContents TaskContents, int NumericsVersion) : ICampaignMessage
    {
        /// <inheritdoc/>
        public CampaignId Campaign => CampaignId.Of(Spec);
    }

    /// <summary>Asks which campaigns there are.</summary>
    public sealed record ListCampaigns;

    /// <summary>Answers <see cref="ListCampaigns"/>, in order of submission.</summary>
    public sealed record CampaignList(IReadOnlyList<CampaignId> Campaigns)
    {
        /// <summary>The nodes that no campaign trusts (<see cref="Nodes.NodeCommands.Exclude"/>).</summary>
        public IReadOnlyList<NodeId> Excluded { get; init; } = [];
    }
}
