using System.CommandLine;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Embedded;
using Chaos.Actors.Cli.Estimates;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Training;
using Spectre.Console;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos bench FILE</c>: how long a campaign would take, before anyone starts it.</summary>
internal static class BenchCommand
{
    private const double Busy = 0.9;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "the campaign, a YAML file" };
        var slots = Options.Slots();
        var cores = Options.Counting("--cores", "N", "largest number of cores to estimate for (default: 64)", 64, 1_000_000);
        var seconds = Options.Real(
            "--seconds", "S", "time to measure for, all networks together (default: 8)", 8,
            "a number of seconds greater than 0 and up to 3600", value => value is > 0 and <= 3600);
        var json = Options.Json();
        var command = new Verb("bench", "Estimate a campaign's wall time by measuring this machine.",
            ["bench campaigns/quick.yaml", "bench mine.yaml --cores 256 --seconds 30"])
        {
            file, slots, cores, seconds, json,
        };
        command.SetAction(parsed =>
        {
            var document = CampaignFile.Read(ShippedCampaigns.Find(parsed.GetRequiredValue(file)));
            var campaign = document.Campaign;
            var used = parsed.GetValue(slots);
            var preflight = Preflight.Check(campaign, used, document);
            using var interruption = new Interruption();
            var time = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            var networks = campaign.Grid.Networks == 1 ? "1 network" : $"{campaign.Grid.Networks} networks";
            Screen.Message($"measuring {networks} of {campaign.Name} for about {time.TotalSeconds:0.#} s…");
            var speeds = CampaignBenchmark.Measure(
                campaign, [.. preflight.Tasks.Select(task => new PreparedTask(task))], used, time, interruption.Token);
            CampaignEstimate[] estimates =
            [
                .. CampaignEstimate.CoreCounts(parsed.GetValue(cores), Environment.ProcessorCount)
                    .Select(number => CampaignEstimate.Of(campaign, speeds, number)),
            ];
            if (parsed.GetValue(json)) JsonOutput.Write(Json(campaign, used, speeds, estimates));
            else Show(campaign, used, speeds, estimates);
            return ExitCode.Complete;
        });
        return command;
    }

    private static void Show(
        CampaignSpec campaign, int slots, IReadOnlyList<NetworkSpeed> speeds, IReadOnlyList<CampaignEstimate> estimates)
    {
        string[] several = slots > 1 ? [$"{slots} slots", "scaling"] : [];
        var measured = Table(["network", "1 slot", .. several, "item"]);
        foreach (var speed in speeds)
        {
            var row = new List<string> { speed.Name, Format.Rate(speed.One.ReplicaEpochsPerSecond) };
            if (slots > 1) row.AddRange([Format.Rate(speed.All.ReplicaEpochsPerSecond), Format.Percent(speed.Scaling)]);
            row.Add(Format.Seconds(speed.All.ItemSeconds(CampaignEstimate.EpochsOfItem(campaign))));
            measured.AddRow([.. row.Select(Markup.Escape)]);
        }
        Screen.Result("Replica-epochs per second on this machine:");
        Screen.Result(measured);
        Screen.Result("");
        var (items, copies) = (campaign.Grid.Items, campaign.Replicas + 1);
        Screen.Result($"{Format.Count(items)} items × {copies} copies × {campaign.Epochs} epochs = "
            + $"{(decimal)items * copies * campaign.Epochs:#,0} replica-epochs would take:");
        var table = Table("cores", "wall time", "used", "");
        foreach (var estimate in estimates)
            table.AddRow(
                Format.Count(estimate.Cores), Format.Seconds(estimate.Seconds), Format.Percent(estimate.Used),
                estimate.Cores == Environment.ProcessorCount ? "this machine" : "");
        Screen.Result(table);
        Screen.Result("");
        foreach (var sentence in Assumptions(slots, speeds)) Screen.Paragraph(sentence);
    }

    private static IEnumerable<string> Assumptions(int slots, IReadOnlyList<NetworkSpeed> speeds)
    {
        yield return "Assumes cores like these, one item at a time on each, nobody else on them, and no run that diverges (those end "
            + $"early); beyond {slots} {(slots == 1 ? "core" : "cores")}, each as fast as measured with {slots}. Used: the share of the "
            + "cores' time that is not spent waiting for the last items. Start and report come on top (seconds).";
        var share = speeds.Min(speed => Math.Min(speed.One.ProcessorShare, speed.All.ProcessorShare));
        if (share < Busy)
            yield return $"While it was measured a slot had a core for only {Format.Percent(share)} of the time "
                + (slots > Environment.ProcessorCount ? $"({slots} slots on {Environment.ProcessorCount} cores)" : "(others are at work here)")
                + "; all numbers are of processor time, as if each had one to itself.";
    }

    private static object Json(
        CampaignSpec campaign, int slots, IReadOnlyList<NetworkSpeed> speeds, IReadOnlyList<CampaignEstimate> estimates) => new
        {
            Schema = "chaos/bench/1",
            Campaign = campaign.Name,
            Cores = Environment.ProcessorCount,
            Slots = slots,
            Networks = speeds.Select(speed => new
            {
                Architecture = speed.Name,
                speed.One,
                speed.All,
                speed.Scaling,
                ItemSeconds = speed.All.ItemSeconds(CampaignEstimate.EpochsOfItem(campaign)),
            }),
            campaign.Grid.Items,
            campaign.Grid.ReplicaEpochs,
            Estimates = estimates,
        };

    private static Table Table(params ReadOnlySpan<string> titles)
    {
        var table = new Table().Border(TableBorder.None);
        for (var k = 0; k < titles.Length; k++)
        {
            var column = new TableColumn(Markup.Escape(titles[k])).NoWrap().PadLeft(0).PadRight(2);
            // Names to the left, numbers to the right.
            table.AddColumn(titles[k] is "network" or "" ? column : column.RightAligned());
        }
        return table;
    }
}
