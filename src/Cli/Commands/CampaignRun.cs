using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Cli.Embedded;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Commands;

/// <summary>Runs a campaign in a folder to its end, beginning it or continuing it, and writes down what it says.</summary>
internal sealed class CampaignRun(
    CampaignSpec campaign, RunFolder folder, int slots, TimeSpan checkpointEvery, bool json)
{
    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Runs it; returns the exit status.</summary>
    public async Task<int> ExecuteAsync()
    {
        using var interruption = new Interruption();
        var contentHash = Preflight.Check(campaign, slots).Task.ContentHash;
        using var held = folder.Take();
        var (begun, failed) = Begun();

        // Before the actors and their journal are loaded, which takes longer than everything so far.
        if (!begun) AnnounceNew();
        CampaignStatus status;
        try
        {
            status = await ComputeAsync(contentHash, begun, failed, interruption.Token);
        }
        catch (UserError error) when (error.ExitCode == ExitCode.Interrupted)
        {
            throw new UserError($"{error.Message}\n{HowToContinue}", ExitCode.Interrupted, error);
        }
        if (interruption.Token.IsCancellationRequested)
        {
            Screen.Message($"interrupted: {Format.Count(status.Done)} of {Format.Count(status.Items)} items done and kept\n{HowToContinue}");
            return ExitCode.Interrupted;
        }
        return Conclude(status);
    }

    private string HowToContinue => $"continue with:  {folder.ResumeCommand}";

    // What is stored, and how many items have failed: whoever runs it again wants these too.
    private (bool Begun, int Failed) Begun()
    {
        var store = ResultsStore.Open(folder.Database);
        if (RunFolder.Campaign(store) is not { } stored) return (false, 0);
        var differences = CampaignDifferences.Between(stored.Spec, campaign);
        if (differences.Count == 0) return (true, store.Quarantined(stored.Id).Count);
        throw new UserError(
            $"{folder.Shown}: holds another campaign ({stored.Spec.Name}); it differs in {string.Join("; ", differences)}; "
            + "choose another folder with --out");
    }

    private async Task<CampaignStatus> ComputeAsync(string contentHash, bool begun, int failed, CancellationToken interrupted)
    {
        var started = _time.GetTimestamp();
        await using var embedded = await EmbeddedCampaign.StartAsync(
            campaign, contentHash, folder, slots, checkpointEvery, retry: failed > 0, interrupted);
        using IProgressDisplay display = Screen.IsLive ? new LiveDisplay() : new PlainDisplay();
        var remaining = new RemainingTime();

        var status = await embedded.StatusAsync(interrupted);
        if (begun) AnnounceOld(status);
        if (failed > 0) Screen.Message($"trying again: {Format.Count(failed)} items that had failed");
        while (!embedded.Settled.IsCompleted && !interrupted.IsCancellationRequested)
        {
            display.Show(Report());
            await Task.WhenAny(embedded.Settled, Pause(display.Interval, interrupted));
            if (!embedded.Settled.IsCompleted) status = await embedded.StatusAsync(CancellationToken.None);
        }
        if (!embedded.Settled.IsCompleted)
        {
            display.Finish(Report());
            Screen.Message("stopping…");
            await embedded.DrainAsync();
            return await embedded.StatusAsync(CancellationToken.None);
        }
        status = await embedded.Settled;
        display.Finish(Report());
        return status;

        ProgressReport Report()
        {
            var elapsed = _time.GetElapsedTime(started);
            return new ProgressReport(
                campaign, status, elapsed, remaining.Update(elapsed, status.RemainingEpochs, status.EpochsPerSecond));
        }
    }

    private void AnnounceNew() => Screen.Message(
        $"running {campaign.Name}: {Format.Count(campaign.Grid.Items)} items on {slots} slots, results in {folder.Shown}");

    private void AnnounceOld(CampaignStatus status)
    {
        var counts = $"{Format.Count(status.Done)} of {Format.Count(status.Items)} items done";
        if (status.Done == status.Items) Screen.Message($"already complete: {counts}");
        else if (status.Done > 0) Screen.Message($"resuming: {counts}");
        else AnnounceNew();
    }

    private int Conclude(CampaignStatus status)
    {
        if (status.Phase is CampaignPhase.Failed)
            throw new UserError($"{campaign.Name}: {status.Reason ?? "the campaign's input cannot be used"}");
        folder.RemoveCheckpoints();
        ResultFiles files;
        try
        {
            files = ResultFiles.Write(StoredResults.Find(folder.Path, null), Estimator.Growth, folder.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(
                $"{folder.Shown}: every result is kept, but its files cannot be written ({e.Message})\n{HowToContinue}",
                ExitCode.Interrupted, e);
        }
        if (json) JsonOutput.Write(RunJson.Of(status, files));
        else ResultText.Write(files.Analysis, files.Paths);
        foreach (var item in status.Quarantined.Take(5))
            Screen.Message($"failed: item {item.Item} after {item.Failures} attempts: {item.Error}");
        if (status.Failed > 0) Screen.Message($"try them again with:  {RunFolder.Program} retry {Format.Argument(folder.Shown)}");
        return status.Failed > 0 ? ExitCode.FailedItems : ExitCode.Complete;
    }

    private Task Pause(TimeSpan time, CancellationToken interrupted) =>
        Task.Delay(time, _time, interrupted).ContinueWith(_ => { }, TaskScheduler.Default);
}
