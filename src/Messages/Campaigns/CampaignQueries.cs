namespace Chaos.Actors.Messages.Campaigns;

/// <summary>Questions about campaigns; unknown ones are answered with <see cref="CampaignReplies.Refused"/>.</summary>
public static class CampaignQueries
{
    /// <summary>Asks for the <see cref="CampaignStatus"/> of one campaign.</summary>
    public sealed record GetStatus(CampaignId Campaign) : ICampaignMessage;

    /// <summary>Asks which campaigns there are.</summary>
    public sealed record ListCampaigns;

    /// <summary>Answers <see cref="ListCampaigns"/>, in order of submission.</summary>
    public sealed record CampaignList(IReadOnlyList<CampaignId> Campaigns);
}
