namespace Chaos.Actors.Messages;

/// <summary>A message about one campaign: the coordinator routes by it.</summary>
public interface ICampaignMessage
{
    /// <summary>The campaign.</summary>
    CampaignId Campaign { get; }
}
