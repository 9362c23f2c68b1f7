using System.CommandLine;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos resume</c>: continues the campaign in a folder without its file, or a paused one of a cluster.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var which = new Argument<string>("DIR|CAMPAIGN")
        {
            Description = "the folder of an interrupted campaign, or the name of one in a cluster",
        };
        var slots = Options.Slots();
        var every = Options.CheckpointEvery();
        var json = Options.Json();
        var command = new Command("resume", "Continue an interrupted campaign, or a paused one of a cluster.")
        {
            which, slots, every, json,
        };
        var cluster = new ClientOptions(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = parsed.GetRequiredValue(which);
            if (cluster.IsMeant(parsed, name))
            {
                return await cluster.WithClientAsync(parsed, name, cancellation, client => OwnerCommand.TellAsync(
                    client, new CampaignCommands.Resume(new CampaignId(name)), "resumed", cancellation));
            }
            var folder = RunFolder.Existing(name);
            var stored = RunFolder.Campaign(ResultsStore.OpenRead(folder.Database)) ?? throw new UserError(
                $"{folder.Shown}: no campaign was begun there; begin one with `chaos run FILE --out {folder.Shown}`");
            return await new CampaignRun(
                stored.Spec, null, folder, parsed.GetValue(slots), TimeSpan.FromSeconds(parsed.GetValue(every)),
                parsed.GetValue(json)).ExecuteAsync();
        });
        return command;
    }
}
