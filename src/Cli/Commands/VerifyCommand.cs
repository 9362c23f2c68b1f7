using System.CommandLine;
using Chaos.Actors.Analysis;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cli.Verification;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Cli.Commands;

/// <summary>
/// <c>chaos verify</c>: looks at every stored row for damage, then computes some of a campaign's items again, on this machine, and
/// compares them bit for bit. Of a campaign in a cluster the rows of those items alone are looked at. It only reads, and the campaign may go
/// on meanwhile.
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
            ["verify quick", "verify quick --sample 50 --seed 1"], ExitCode.Unreachable, ExitCode.Mismatch)
        {
            where, campaign, size, seed, node, slots, json,
        };
        var cluster = new ClientOptions(command);
        command.SetAction((parsed, cancellation) =>
        {
            var (only, chosen) = (parsed.GetValue(node), parsed.GetValue(seed) ?? Random.Shared.Next());
            if (cluster.IsMeantInsteadOf(parsed, parsed.GetValue(where)))
            {
                var named = new CampaignId(parsed.GetRequiredValue(where)!);
                return cluster.WithClusterAsync(parsed, named.Value, cancellation, client =>
                    VerifyAsync(client, named, only, parsed.GetValue(size), chosen, parsed.GetValue(slots), parsed.GetValue(json), cancellation));
            }
            return VerifyAsync(
                StoredResults.Find(parsed.GetValue(where), parsed.GetValue(campaign)), only, parsed.GetValue(size), chosen, parsed.GetValue(slots), parsed.GetValue(json),
                cancellation);
        });
        return command;
    }

    private static async Task<int> VerifyAsync(
        StoredResults results, string? node, int size, int seed, int slots, bool json, CancellationToken cancellation)
    {
        var campaign = results.Campaign;
        RefuseOtherNumerics(campaign.Spec.Name, campaign.NumericsVersion);
        var sample = Draw(campaign.Spec.Name, [.. results.Store.Summaries(campaign.Id).Select(row => (row.Item, row.Node))], node, size, seed);
        Announce("reading", sample);
        List<DamagedRow> damaged = [.. results.Store.Damaged(campaign).Where(row => node is null || row.Node.Value == node)];
        var whole = sample.Items.Except(damaged.Select(row => row.Item)).ToList();
        var data = CampaignData.Find(campaign, results.InCluster ? [] : CampaignData.Around(results.Folder));
        var checks = await new Recomputation((item, _) => ValueTask.FromResult(results.Store.Find(campaign.Id, item)), campaign, data.Tasks)
            .CheckAsync(whole, slots, cancellation);
        return Conclude(campaign.Id, new VerificationResult(sample, damaged, checks, seed), results.InCluster, json);
    }

    private static async Task<int> VerifyAsync(
        HttpCluster client, CampaignId campaign, string? node, int size, int seed, int slots, bool json, CancellationToken cancellation)
    {
        var (spec, _) = await client.LookAsync(campaign, null, cancellation);
        var results = new ClusterVerification(client, campaign);
        var (stored, version) = await results.ListAsync(cancellation);
        RefuseOtherNumerics(spec.Name, version ?? NumericsVersion.Current);
        var sample = Draw(spec.Name, stored, node, size, seed);
        Announce("listing", sample);
        var data = results.Data(spec, cancellation);
        var known = new StoredCampaign(spec, TaskContents.Of(data.Select(task => task.ContentHash)), NumericsVersion.Current, CampaignStance.Open, "");
        var checks = await new Recomputation(results.FindAsync, known, data).CheckAsync(sample.Items, slots, cancellation);
        var result = new VerificationResult(sample, results.Damaged, checks, seed) { Read = checks.Count + results.Damaged.Count };
        return Conclude(campaign, result, inCluster: true, json);
    }

    private static void Announce(string what, ItemSample sample) => Screen.Message(
        $"{what} {Numbers.Count(sample.Nodes.Sum(n => (long)n.Stored), "stored item")}, computing {Format.Count(sample.Items.Count)} of them again");

    private static int Conclude(CampaignId campaign, VerificationResult result, bool inCluster, bool json)
    {
        if (json) JsonOutput.Write(VerificationJson.Of(campaign, result));
        else VerificationText.Write(result, inCluster);
        return result.IsClean ? ExitCode.Complete : ExitCode.Mismatch;
    }

    private static void RefuseOtherNumerics(string name, int version)
    {
        if (version == NumericsVersion.Current) return;
        throw new UserError(
            $"campaign {name} follows numerics version {version} and this program computes version {NumericsVersion.Current}: "
            + $"verify it with a release of version {version} (CHANGELOG.md says which those are)");
    }

    private static ItemSample Draw(string campaign, IReadOnlyList<(ItemIndex Item, NodeId Node)> stored, string? node, int size, int seed)
    {
        var sample = ItemSample.Draw(stored, node is null ? null : new NodeId(node), size, seed);
        if (sample.Items.Count > 0) return sample;
        var nodes = stored.Select(row => row.Node.Value).Distinct().Order(StringComparer.Ordinal).ToList();
        if (nodes.Count == 0) throw new UserError($"campaign {campaign} has no finished item yet");
        throw new UserError($"--node: found {node}, expected one that computed something: {string.Join(", ", nodes)}");
    }
}
