using System.CommandLine;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Embedded;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos submit FILE</c>: a campaign for a cluster.</summary>
internal static class SubmitCommand
{
    private const int LargestPriority = 1000;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "the campaign, a YAML file" };
        var priority = Options.Count(
            "--priority", "N", "campaigns of a higher priority go first, equals share evenly (default: 0)",
            LargestPriority, -LargestPriority);
        var seeds = Options.Count("--seeds", "N", "seeds instead of the file's number of them");
        var command = new Verb("submit", "Give a campaign to a cluster, or continue or extend it there.",
            ["submit campaigns/quick.yaml", "submit mine.yaml --priority 10"], ExitCode.Unreachable)
        {
            file, priority, seeds,
        };
        var cluster = new ClientOptions(command);
        command.SetAction((parsed, cancellation) =>
        {
            var document = CampaignFile.Read(ShippedCampaigns.Find(parsed.GetRequiredValue(file)));
            Check(document, parsed.GetValue(seeds));
            return cluster.WithClusterAsync(parsed, cancellation, client =>
                GiveAsync(client, document, parsed.GetValue(priority), parsed.GetValue(seeds), cancellation));
        });
        return command;
    }

    /// <summary>Gives a cluster a campaign that was <see cref="Check">checked</see>, and says what became of it.</summary>
    public static async Task<int> GiveAsync(HttpCluster client, CampaignDocument document, int? priority, int? seeds, CancellationToken cancellation)
    {
        var done = await client.SubmitAsync(document, priority, seeds, cancellation);
        var items = done.Here is { } here and > 0 ? Format.Here(here, done.Items) : $"{Format.Count(done.Items)} items";
        Screen.Result($"{done.Campaign}: {done.Outcome}, {items}");
        Screen.Message($"follow it with:  {RunFolder.Program} watch {Format.Argument(done.Campaign)}");
        return ExitCode.Complete;
    }

    /// <summary>Looks whether a campaign can be computed in a cluster, before anybody is asked.</summary>
    public static void Check(CampaignDocument document, int? seeds)
    {
        var campaign = document.Campaign;
        if (seeds is { } number) campaign = SearchGrid.Start(campaign with { Seeds = number });
        // Data that are on the cluster already are checked there.
        if (!campaign.Tasks.Any(task => task.Files?.Paths().Any(file => DataReference.IsMeant(file.Path)) ?? false))
            Preflight.Check(campaign, slots: 1, document).Warn();
        RefuseUndeliverable(campaign);
    }

    // Losses of every copy, distances of every replica, accuracies: one number each an epoch.
    private static void RefuseUndeliverable(CampaignSpec campaign)
    {
        var bytes = (long)sizeof(double) * (campaign.Epochs + 1L) * (2 * campaign.Replicas + 2);
        if (bytes <= ChaosRemoting.LargestResult) return;
        throw new UserError(
            $"epochs: {Format.Count(campaign.Epochs)} epochs of {campaign.Replicas + 1} copies make a result of "
            + $"{bytes >> 20} MiB, and nodes send each other at most {ChaosRemoting.LargestResult >> 20}; use fewer epochs or "
            + "copies, or `chaos run`");
    }
}
