using Chaos.Actors.Api;
using Chaos.Actors.Campaigns;
using System.CommandLine;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Embedded;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos watch</c>: follows a campaign in a cluster to its end, also over a change of coordinators.</summary>
internal static class WatchCommand
{
    // Longer than a failover takes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var campaign = new Argument<string>("CAMPAIGN") { Description = "the campaign's name" };
        var json = Options.Json();
        var command = new Verb("watch", "Follow a campaign of a cluster to its end.",
            ["watch quick"], ExitCode.FailedItems, ExitCode.Interrupted, ExitCode.Unreachable)
        {
            campaign, json,
        };
        var cluster = new ClientOptions(command);
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            return await FollowAsync(
                action => cluster.WithClientAsync(parsed, interruption.Token, action),
                new CampaignId(parsed.GetRequiredValue(campaign)),
                parsed.GetValue(json),
                interruption.Token);
        });
        return command;
    }

    private static async Task<int> FollowAsync(
        Func<Func<ClusterClient, Task<int>>, Task<int>> connect, CampaignId campaign, bool json, CancellationToken interrupted)
    {
        var time = TimeProvider.System;
        using IProgressDisplay display = Screen.IsLive ? new LiveDisplay() : new PlainDisplay();
        var remaining = new RemainingTime();
        var started = time.GetTimestamp();
        var seen = false;
        long? lost = null;
        while (true)
        {
            try
            {
                return await connect(async client =>
                {
                    CampaignSpec? known = null;
                    while (true)
                    {
                        var (spec, status) = await client.LookAsync(campaign, known, interrupted);
                        known = spec;
                        (seen, lost) = (true, null);
                        var elapsed = time.GetElapsedTime(started);
                        var report = new ProgressReport(spec, status, elapsed,
                            remaining.Update(elapsed, status.RemainingEpochs, status.EpochsPerSecond));
                        if (status.Phase is not (CampaignPhase.Running or CampaignPhase.Paused))
                        {
                            display.Finish(report);
                            StatusText.Write(spec, status, CampaignStates.Of(status.Phase), json);
                            return ToExitCode(status.Phase);
                        }
                        display.Show(report);
                        await Task.Delay(display.Interval, time, interrupted);
                    }
                });
            }
            catch (UserError error) when (seen && error.ExitCode is ExitCode.Unreachable or ExitCode.Interrupted)
            {
                if (lost is null) Screen.Message(error.Message + "\nwaiting for it to come back…");
                lost ??= time.GetTimestamp();
                if (time.GetElapsedTime(lost.Value) > Patience) throw;
                await Task.Delay(display.Interval, time, interrupted);
            }
        }
    }

    private static int ToExitCode(CampaignPhase phase) => phase switch
    {
        CampaignPhase.Completed => ExitCode.Complete,
        CampaignPhase.CompletedWithFailures => ExitCode.FailedItems,
        CampaignPhase.Failed => ExitCode.BadInput,
        _ => ExitCode.Interrupted,
    };
}
