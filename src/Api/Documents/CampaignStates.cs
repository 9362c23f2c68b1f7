using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Api.Documents;

/// <summary>The words for where a campaign stands: the same everywhere.</summary>
public static class CampaignStates
{
    /// <summary>A phase in a word or three.</summary>
    public static string Of(CampaignPhase phase) => phase switch
    {
        CampaignPhase.Completed => "finished",
        CampaignPhase.CompletedWithFailures => "finished with failures",
        _ => phase.ToString().ToLowerInvariant(),
    };

    /// <summary>The phase that a word means; null if none.</summary>
    public static CampaignPhase? Phase(string state)
    {
        foreach (var phase in Enum.GetValues<CampaignPhase>())
            if (Of(phase) == state) return phase;
        return null;
    }
}
