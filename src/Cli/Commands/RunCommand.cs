using System.CommandLine;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Finish;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos run FILE</c>: a whole campaign in this process.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "the campaign, a YAML file" };
        var output = new Option<string?>("--out")
        {
            Description = "folder for results and progress (default: runs/<campaign>); one in use continues there",
            HelpName = "DIR",
        };
        var slots = Options.Slots();
        var every = Options.CheckpointEvery();
        var seeds = Options.Count("--seeds", "N", "seeds instead of the file's number of them");
        var reuse = new Option<string[]>("--reuse")
        {
            Description = "take over from another campaign's folder the items that this one has too; may be given several times",
            HelpName = "DIR",
        };
        var json = Options.Json();
        var command = new Verb("run", "Run a campaign here; run it again to continue or extend it.",
            ["run campaigns/quick.yaml", "run mine.yaml --out runs/second --seeds 16 --slots 4"], ExitCode.FailedItems, ExitCode.Interrupted)
        {
            file, output, slots, seeds, reuse, every, json,
        };
        var hooks = new FinishHooks(command);
        command.SetAction(async (parsed, _) =>
        {
            var document = CampaignFile.Read(ShippedCampaigns.Find(parsed.GetRequiredValue(file)));
            var campaign = document.Campaign;
            if (parsed.GetValue(seeds) is { } number) campaign = SearchGrid.Start(campaign with { Seeds = number });
            var folder = parsed.GetValue(output) ?? RunFolders.Of(campaign.Name);
            return await new CampaignRun(
                campaign, document, new RunFolder(Path.GetFullPath(folder)), parsed.GetValue(slots),
                TimeSpan.FromSeconds(parsed.GetValue(every)), parsed.GetValue(json))
            {
                Reuse = parsed.GetValue(reuse) ?? [],
                Finished = notice => hooks.TellAsync(parsed, notice),
            }.ExecuteAsync();
        });
        return command;
    }
}
