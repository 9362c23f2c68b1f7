using System.CommandLine;
using Chaos.Actors.Cli.Embedded;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Coordinator.Hosting;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos dashboard</c>: the page that a coordinator serves, on a folder or a coordinator's file, also while others work on it.</summary>
internal static class DashboardCommand
{
    public static Command Create()
    {
        var which = new Argument<string>("CAMPAIGN") { Description = "its name, found under runs/, or its folder; or a coordinator's SQLite file" };
        var port = new Option<int>("--port")
        {
            Description = "the port on this machine (default: any free one)",
            HelpName = "PORT",
            CustomParser = result => (int)(Options.Whole(result, "--port", 0, 65535) ?? 0),
        };
        var command = new Verb("dashboard", "Look at results in a browser, also while they come.",
            ["dashboard quick", "dashboard chaos-data/chaos.db --port 8080"])
        {
            which, port,
        };
        command.SetAction(async (parsed, _) =>
        {
            var name = parsed.GetRequiredValue(which);
            var file = File.Exists(name) ? Path.GetFullPath(name) : RunFolders.Existing(name).Database;
            var store = ResultsStore.OpenRead(file);
            // The name that whoever works on a file locks it by.
            var progress = new StatusOfFile(store, Path.ChangeExtension(file, ".lock"));
            using var interruption = new Interruption();
            try
            {
                await StoredDashboard.RunAsync(store, progress.Of, parsed.GetValue(port), address =>
                {
                    Screen.Result(address + "/");
                    Screen.Message("Ctrl-C ends it.");
                }, interruption.Token);
            }
            catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
            {
                // Asked to stop.
            }
            catch (IOException e)
            {
                throw new UserError($"--port: cannot listen on 127.0.0.1:{parsed.GetValue(port)} ({e.GetBaseException().Message}); choose another", inner: e);
            }
            return ExitCode.Complete;
        });
        return command;
    }

    // Every look reads all rows: those of the last one are kept for as long as they are the same.
    private sealed class StatusOfFile(ResultsStore store, string locked)
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, (StoredCampaign Campaign, long Done, int Failed, CampaignStatus Status)> _last = [];

        public CampaignStatus Of(StoredCampaign campaign)
        {
            lock (_lock)
            {
                var (done, failed) = (store.Count(campaign.Id), store.Quarantined(campaign.Id).Count);
                if (!_last.TryGetValue(campaign.Id.Value, out var last) || last.Campaign != campaign || (last.Done, last.Failed) != (done, failed))
                    _last[campaign.Id.Value] = last = (campaign, done, failed, StoredProgress.Of(store, campaign));
                return last.Status.Phase == CampaignPhase.Paused && FileLock.IsTaken(locked) ? last.Status with { Phase = CampaignPhase.Running } : last.Status;
            }
        }
    }
}
