using System.CommandLine;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Finish;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Commands;

/// <summary>
/// <c>chaos resume</c> and <c>chaos retry</c>: continue the campaign in a folder without its file, its failed items too; or tell a cluster
/// to continue a paused campaign, or to try its failed items again.
/// </summary>
internal static class ResumeCommand
{
    public static Command Create() => Create(
        "resume", "Continue an interrupted campaign, or a paused one of a cluster.", "resumed", OwnerWish.Resume);

    public static Command Retry() => Create(
        "retry", "Try the failed items of a campaign again.", "its failed items are tried again", OwnerWish.Retry);

    private static Command Create(string verb, string description, string done, OwnerWish wish)
    {
        var which = Options.CampaignArgument();
        var slots = Options.Slots();
        var every = Options.CheckpointEvery();
        var json = Options.Json();
        var command = new Verb(verb, description, [$"{verb} quick", $"{verb} runs/quick --slots 4"], ExitCode.FailedItems, ExitCode.Interrupted, ExitCode.Unreachable)
        {
            which, slots, every, json,
        };
        var hooks = new FinishHooks(command);
        var cluster = new ClientOptions(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = parsed.GetRequiredValue(which);
            if (cluster.IsMeant(parsed, name))
            {
                return await cluster.WithClusterAsync(parsed, name, cancellation, client => OwnerCommand.TellAsync(
                    client, new CampaignId(name), wish, done, cancellation));
            }
            var folder = RunFolders.Existing(name);
            var stored = RunFolder.Campaign(ResultsStore.OpenRead(folder.Database)) ?? throw new UserError(
                $"{folder.Shown}: no campaign was begun there; begin one with `chaos run FILE --out {folder.Shown}`");
            return await new CampaignRun(
                stored.Spec, null, folder, parsed.GetValue(slots), TimeSpan.FromSeconds(parsed.GetValue(every)),
                parsed.GetValue(json))
            {
                Finished = notice => hooks.TellAsync(parsed, notice),
            }.ExecuteAsync();
        });
        return command;
    }
}
