using System.CommandLine;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos resume DIR</c>: continues the campaign in a folder without its file.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "the folder of an interrupted campaign" };
        var slots = Options.Slots();
        var every = Options.CheckpointEvery();
        var json = Options.Json();
        var command = new Command("resume", "Continue an interrupted campaign.") { directory, slots, every, json };
        command.SetAction(async (parsed, _) =>
        {
            var folder = RunFolder.Existing(parsed.GetRequiredValue(directory));
            var stored = RunFolder.Campaign(ResultsStore.OpenRead(folder.Database)) ?? throw new UserError(
                $"{folder.Shown}: no campaign was begun there; begin one with `chaos run FILE --out {folder.Shown}`");
            return await new CampaignRun(
                stored.Spec, folder, parsed.GetValue(slots), TimeSpan.FromSeconds(parsed.GetValue(every)),
                parsed.GetValue(json)).ExecuteAsync();
        });
        return command;
    }
}
