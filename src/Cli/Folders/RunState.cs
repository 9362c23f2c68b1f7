using Chaos.Actors.Api.Documents;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Folders;

/// <summary>Where a campaign in a folder stands, in the words of a cluster and one of its own: interrupted.</summary>
internal static class RunState
{
    /// <summary>What is stored of it is paused while no process runs it.</summary>
    public static string Of(CampaignPhase stored, bool running) =>
        !running && stored == CampaignPhase.Paused ? "interrupted" : CampaignStates.Of(running ? CampaignPhase.Running : stored);
}
