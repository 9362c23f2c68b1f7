using Chaos.Actors.Api.Documents;
using Chaos.Actors.Analysis;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Explanations;

/// <summary>Why a campaign of a cluster stands where it does.</summary>
internal static class ClusterExplanation
{
    private const int MostFailed = 3;

    /// <summary>By what the coordinator says of it and of the others.</summary>
    /// <param name="status">The campaign.</param>
    /// <param name="others">The other campaigns.</param>
    public static Explanation Of(CampaignStatus status, IReadOnlyList<CampaignEntry> others)
    {
        var argument = Format.Argument(status.Campaign.Value);
        var left = status.Items - status.Done - status.Failed;
        var sentences = new List<string>
        {
            $"{Format.Count(status.Done)} of {Numbers.Count(status.Items, "item")} are done, {Format.Count(status.InFlight)} in flight, {Format.Count(status.Failed)} failed.",
        };
        if (status.Reason is { } reason) sentences.Add(reason);
        sentences.AddRange(status.Quarantined.Take(MostFailed).Select(item => $"Item {item.Item} was given up after {item.Failures} attempts, on {item.Node} last: {item.Error}"));
        if (status.Phase == CampaignPhase.Running && left > 0) sentences.AddRange(Running(status, others));
        return new Explanation(status.Campaign.Value, CampaignStates.Of(status.Phase), sentences, status.Phase switch
        {
            CampaignPhase.Paused => $"{RunFolder.Program} resume {argument}",
            CampaignPhase.Failed => $"{RunFolder.Program} resume {argument}",
            CampaignPhase.Cancelled => $"{RunFolder.Program} submit FILE",
            CampaignPhase.CompletedWithFailures => $"{RunFolder.Program} retry {argument}",
            CampaignPhase.Completed => null,
            _ when status is { Nodes: 0, LeftOut.Count: 0 } => $"{RunFolder.Program} trainer",
            _ => $"{RunFolder.Program} watch {argument}",
        });
    }

    private static IEnumerable<string> Running(CampaignStatus status, IReadOnlyList<CampaignEntry> others)
    {
        foreach (var left in status.LeftOut) yield return $"{left.Node} asks for its items in vain: {left.Reason}.";
        if (status.InFlight > 0)
        {
            yield return $"It is being computed at {Format.Rate(status.EpochsPerSecond)} epochs/s by {Numbers.Count(status.Nodes, "trainer")} with {Numbers.Count(status.Slots, "slot")}.";
            yield break;
        }
        var above = others.Where(other => other.State == CampaignStates.Of(CampaignPhase.Running) && other.Priority > status.Priority && other.Items > other.Done + other.Failed).ToList();
        if (above.Count > 0)
            yield return $"{string.Join(", ", above.Select(other => other.Campaign))} {(above.Count == 1 ? "has" : "have")} a higher priority and {(above.Count == 1 ? "goes" : "go")} first.";
        else if (status.LeftOut.Count > 0) yield return "Nobody else asks: start trainers that are not left out.";
        else if (status.Nodes == 0) yield return "No trainer asks for its items: none is started, or none reaches the coordinators.";
        else yield return "No slot is free for it now.";
    }
}
