using System.CommandLine;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Embedded;
using Chaos.Actors.Cli.Finish;
using Chaos.Actors.Cli.Folders;
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
        var hooks = new FinishHooks(command);
        var cluster = new ClientOptions(command);
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            FinishNotice? notice = null;
            var code = await FollowAsync(
                action => cluster.WithClusterAsync(parsed, interruption.Token, action),
                new CampaignId(parsed.GetRequiredValue(campaign)),
                parsed.GetValue(json),
                end => notice = end,
                interruption.Token);
            if (notice is not null) await hooks.TellAsync(parsed, notice);
            return code;
        });
        return command;
    }

    private static async Task<int> FollowAsync(
        Func<Func<HttpCluster, Task<int>>, Task<int>> connect, CampaignId campaign, bool json, Action<FinishNotice> ended, CancellationToken interrupted)
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
                            var state = CampaignStates.Of(status.Phase);
                            StatusText.Write(spec, status, state, json);
                            IReadOnlyList<string> verdict = status.Phase is CampaignPhase.Completed or CampaignPhase.CompletedWithFailures && status.Done > 0
                                ? await client.VerdictAsync(campaign, interrupted) : [];
                            ended(new FinishNotice(campaign.Value, state, status.Items, status.Done, status.Failed, null, verdict));
                            if (!json) foreach (var sentence in verdict) Screen.Paragraph("\n" + sentence);
                            if (Next(status) is { } next) Screen.Message($"{next.What}  {RunFolder.Program} {next.Verb} {Format.Argument(campaign.Value)}");
                            return ToExitCode(status.Phase);
                        }
                        display.Show(report);
                        await client.ChangeAsync(campaign, display.Interval, interrupted);
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

    private static (string What, string Verb)? Next(CampaignStatus status) => status.Phase switch
    {
        CampaignPhase.Completed => ("figures and the verdict:", "report"),
        CampaignPhase.CompletedWithFailures => ("try the failed ones again with:", "retry"),
        CampaignPhase.Failed or CampaignPhase.Cancelled => ("continue with:", "resume"),
        _ => null,
    };

    private static int ToExitCode(CampaignPhase phase) => phase switch
    {
        CampaignPhase.Completed => ExitCode.Complete,
        CampaignPhase.CompletedWithFailures => ExitCode.FailedItems,
        CampaignPhase.Failed => ExitCode.BadInput,
        _ => ExitCode.Interrupted,
    };
}
