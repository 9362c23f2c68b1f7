using System.CommandLine;
using Chaos.Actors.Analysis;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cli.Verification;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Commands;

/// <summary>
/// <c>chaos verify</c>: looks at every stored row for damage, then computes some of a campaign's items again, on this machine, and
/// compares them bit for bit. It only reads, and the campaign may go on meanwhile.
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
        var command = new Verb("verify", "Look for damaged rows, compute some items again, compare the bits.",
            ["verify quick", "verify quick --sample 50 --seed 1"], ExitCode.Mismatch)
        {
            where, campaign, size, seed, node, slots, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var results = StoredResults.Find(parsed.GetValue(where), parsed.GetValue(campaign));
            RefuseOtherNumerics(results);
            var chosen = parsed.GetValue(seed) ?? Random.Shared.Next();
            var sample = Draw(results, parsed.GetValue(node), parsed.GetValue(size), chosen);
            Screen.Message($"reading {Numbers.Count(sample.Nodes.Sum(n => (long)n.Stored), "stored item")}, computing {Format.Count(sample.Items.Count)} of them again");
            var damaged = Damaged(results, parsed.GetValue(node));
            var whole = sample.Items.Except(damaged.Select(row => row.Item)).ToList();
            var data = CampaignData.Find(
                results.Campaign,
                results.InCluster ? [] : CampaignData.Around(results.Folder));
            var checks = await new Recomputation(results.Store, results.Campaign, data.Tasks)
                .CheckAsync(whole, parsed.GetValue(slots), cancellation);
            var result = new VerificationResult(sample, damaged, checks, chosen);
            if (parsed.GetValue(json)) JsonOutput.Write(VerificationJson.Of(results.Campaign.Id, result));
            else VerificationText.Write(result, results.InCluster);
            return result.IsClean ? ExitCode.Complete : ExitCode.Mismatch;
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

    private static List<DamagedRow> Damaged(StoredResults results, string? node) =>
        [.. results.Store.Damaged(results.Campaign).Where(row => node is null || row.Node.Value == node)];

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
