using System.CommandLine;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Commands;

/// <summary>
/// <c>chaos status</c>: where a campaign stands, in a folder (also while another process runs it) or in a cluster.
/// </summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var which = Options.CampaignArgument();
        var json = Options.Json();
        var command = new Verb("status", "Show where a campaign stands, also while it runs.",
            ["status quick", "status runs/quick --json"], ExitCode.Unreachable)
        {
            which, json,
        };
        var cluster = new ClientOptions(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = parsed.GetRequiredValue(which);
            if (!cluster.IsMeant(parsed, name)) return Show(RunFolders.Existing(name), parsed.GetValue(json));
            return await cluster.WithClusterAsync(
                parsed, name, cancellation, client => ShowAsync(client, new CampaignId(name), parsed.GetValue(json), cancellation));
        });
        return command;
    }

    private static async Task<int> ShowAsync(
        HttpCluster client, CampaignId campaign, bool json, CancellationToken cancellation)
    {
        var (spec, status) = await client.LookAsync(campaign, null, cancellation);
        StatusText.Write(spec, status, CampaignStates.Of(status.Phase), json);
        return ExitCode.Complete;
    }

    private static int Show(RunFolder folder, bool json)
    {
        var running = FileLock.IsTaken(folder.Lock);
        var store = ResultsStore.OpenRead(folder.Database);
        if (RunFolder.Campaign(store) is not { } stored)
            throw new UserError($"{folder.Shown}: no campaign was begun there yet");
        var status = StoredProgress.Of(store, stored);
        var state = RunState.Of(status.Phase, running);
        StatusText.Write(stored.Spec, status, state, json);
        if (status.Phase == CampaignPhase.Paused && !running && !json) Screen.Message($"continue with:  {folder.ResumeCommand}");
        return ExitCode.Complete;
    }
}
