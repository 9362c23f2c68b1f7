using System.CommandLine;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cli.Verification;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Commands;

/// <summary>
/// <c>chaos verify</c>: computes some of a campaign's items again, on this machine, and compares them bit for bit. It only reads,
/// and the campaign may go on meanwhile.
/// </summary>
internal static class VerifyCommand
{
    private const int UsualSample = 10;

    public static Command Create()
    {
        var where = Options.Results();
        var campaign = Options.Campaign();
        var size = Options.Counting(
            "--sample", "N", $"about how many items to compute again, at least one of each node (default: {UsualSample})",
            UsualSample, int.MaxValue);
        var seed = Options.Count("--seed", "S", "chooses the items (default: at random, and shown)", minimum: 0);
        var node = new Option<string?>("--node") { Description = "only items that this node computed", HelpName = "NAME" };
        var slots = Options.Slots();
        var json = Options.Json();
        var command = new Command("verify", "Compute some stored items again and compare their digests; names a node that disagrees.")
        {
            where, campaign, size, seed, node, slots, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var results = StoredResults.Find(parsed.GetValue(where), parsed.GetValue(campaign));
            RefuseOtherNumerics(results);
            var chosen = parsed.GetValue(seed) ?? Random.Shared.Next();
            var sample = Draw(results, parsed.GetValue(node), parsed.GetValue(size), chosen);
            Screen.Message($"computing {Format.Count(sample.Items.Count)} of {Format.Count(sample.Nodes.Sum(n => (long)n.Stored))} items again");
            var data = CampaignData.Find(
                results.Campaign.Spec.Name, results.Campaign.Spec.Task, results.Campaign.TaskContentHash, given: null,
                results.InCluster ? [] : CampaignData.Around(results.Folder));
            var checks = await new Recomputation(results.Store, results.Campaign, data.Task)
                .CheckAsync(sample.Items, parsed.GetValue(slots), cancellation);
            if (parsed.GetValue(json)) JsonOutput.Write(VerificationJson.Of(results.Campaign.Id, sample, checks, chosen));
            else VerificationText.Write(sample, checks, chosen, results.InCluster);
            return checks.All(check => check.Verdict == Verdict.Agrees) ? ExitCode.Complete : ExitCode.Mismatch;
        });
        return command;
    }

    private static void RefuseOtherNumerics(StoredResults results)
    {
        var (name, version) = (results.Campaign.Spec.Name, results.Campaign.NumericsVersion);
        if (version == NumericsVersion.Current) return;
        throw new UserError(
            $"campaign {name} follows numerics version {version} and this program computes version {NumericsVersion.Current}: "
            + $"verify it with a release of version {version} (CHANGELOG.md says which those are)");
    }

    private static ItemSample Draw(StoredResults results, string? node, int size, int seed)
    {
        var wanted = node is null ? (NodeId?)null : new NodeId(node);
        var stored = results.Store.Summaries(results.Campaign.Id);
        var sample = ItemSample.Draw(stored, wanted, size, seed);
        if (sample.Items.Count > 0) return sample;
        var nodes = stored.Select(row => row.Node.Value).Distinct().Order(StringComparer.Ordinal).ToList();
        if (nodes.Count == 0) throw new UserError($"campaign {results.Campaign.Spec.Name} has no finished item yet");
        throw new UserError($"--node: found {node}, expected one that computed something: {string.Join(", ", nodes)}");
    }
}
