using System.CommandLine;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Finish;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Commands;

/// <summary>
/// <c>chaos extend FILE</c>: what <c>run</c> and <c>submit</c> do with a changed file of a campaign that is there, in its folder or in a
/// cluster; here it has to be there.
/// </summary>
internal static class ExtendCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "the campaign file, changed: more seeds, other learning rates" };
        var seeds = Options.Count("--seeds", "N", "seeds instead of the file's number of them");
        var slots = Options.Slots();
        var every = Options.CheckpointEvery();
        var json = Options.Json();
        var command = new Verb("extend", "Compute what a changed file asks of a campaign beyond what is there.",
            ["extend mine.yaml", "extend mine.yaml --seeds 16"], ExitCode.FailedItems, ExitCode.Interrupted, ExitCode.Unreachable)
        {
            file, seeds, slots, every, json,
        };
        var hooks = new FinishHooks(command);
        var cluster = new ClientOptions(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var document = CampaignFile.Read(ShippedCampaigns.Find(parsed.GetRequiredValue(file)));
            var campaign = document.Campaign;
            if (cluster.IsMeant(parsed, campaign.Name))
            {
                SubmitCommand.Check(document, parsed.GetValue(seeds));
                return await cluster.WithClusterAsync(parsed, campaign.Name, cancellation, async client =>
                {
                    await client.LookAsync(CampaignId.Of(campaign), null, cancellation);
                    return await SubmitCommand.GiveAsync(client, document, null, parsed.GetValue(seeds), cancellation);
                });
            }
            if (parsed.GetValue(seeds) is { } number) campaign = SearchGrid.Start(campaign with { Seeds = number });
            return await new CampaignRun(
                campaign, document, RunFolders.Existing(campaign.Name), parsed.GetValue(slots), TimeSpan.FromSeconds(parsed.GetValue(every)),
                parsed.GetValue(json))
            {
                Finished = notice => hooks.TellAsync(parsed, notice),
            }.ExecuteAsync();
        });
        return command;
    }
}
