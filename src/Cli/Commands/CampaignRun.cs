using Chaos.Actors.Api.Documents;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Cli.Embedded;
using Chaos.Actors.Cli.Finish;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Cli.Commands;

/// <summary>Runs a campaign in a folder to its end, beginning it or continuing it, and writes down what it says.</summary>
/// <param name="given">The campaign as it is given now.</param>
/// <param name="document">Its file, or null when it is continued without one.</param>
/// <param name="folder">Where it runs.</param>
/// <param name="slots">Items computed at a time.</param>
/// <param name="checkpointEvery">How often the state of a running item is kept.</param>
/// <param name="json">Whether the result is for programs.</param>
internal sealed class CampaignRun(
    CampaignSpec given, CampaignDocument? document, RunFolder folder, int slots, TimeSpan checkpointEvery, bool json)
{
    private readonly TimeProvider _time = TimeProvider.System;

    // As it is stored, or given now: see Begin.
    private CampaignSpec _campaign = null!;

    // How it has ended, if it has begun.
    private FinishNotice? _notice;

    /// <summary>Folders of other campaigns, whose items are taken over where this one has them.</summary>
    public IReadOnlyList<string> Reuse { get; init; } = [];

    /// <summary>Is told of its end, when the folder is free again.</summary>
    public Func<FinishNotice, Task> Finished { get; init; } = _ => Task.CompletedTask;

    /// <summary>Runs it; returns the exit status.</summary>
    public async Task<int> ExecuteAsync()
    {
        try
        {
            return await RunAsync();
        }
        finally
        {
            if (_notice is { } notice) await Finished(notice);
        }
    }

    private async Task<int> RunAsync()
    {
        using var interruption = new Interruption();
        var stored = Stored(folder);
        _campaign = Begin(stored);
        var (places, contents) = Check(FindData(stored));
        var extends = Extends(stored, contents);
        using var held = folder.Take();
        var (begun, failed) = Begun();
        var reused = TakeOver(contents);

        // Results without the file that asked for them would be half a record: what is given counts from here on.
        if (document is not null) OutputFile.WriteText(folder.CampaignFile, file => file.Write(document.Text));

        // Before the actors and their journal are loaded, which takes longer than everything so far.
        if (!begun && reused == 0) AnnounceNew();
        CampaignStatus status;
        try
        {
            status = await ComputeAsync(places, contents, begun, extends || reused > 0, failed, interruption.Token);
        }
        catch (UserError error) when (error.ExitCode == ExitCode.Interrupted)
        {
            throw new UserError($"{error.Message}\n{HowToContinue}", ExitCode.Interrupted, error);
        }
        if (interruption.Token.IsCancellationRequested)
        {
            _notice = Notice("interrupted", status, []);
            Screen.Message($"interrupted: {Format.Count(status.Done)} of {Format.Count(status.Items)} items done and kept\n{HowToContinue}");
            return ExitCode.Interrupted;
        }
        return Conclude(status, extends, interruption.Token);
    }

    private string HowToContinue => $"continue with:  {folder.ResumeCommand}";

    // A task that was there before goes on under the name and the paths it was begun with, wherever its data lie now: their content
    // decides. What else is given now counts.
    private CampaignSpec Begin(StoredCampaign? stored) => stored is null ? given : given with
    {
        Tasks = [.. given.Tasks.Select(task =>
            stored.Spec.Tasks.FirstOrDefault(before => TaskPaths.PlacedLike(task, before) == before) ?? task)],
    };

    private CampaignData FindData(StoredCampaign? stored)
    {
        if (stored is not null && stored.Spec.Name != _campaign.Name) throw Another(stored);
        var near = CampaignData.Around(folder.Path);
        if (document is null) return CampaignData.Find(stored!, near);
        near = near.Prepend(Path.GetDirectoryName(Path.GetFullPath(document.Path))!);
        return CampaignData.Find(_campaign, given.Tasks, stored, [.. near]);
    }

    // The data themselves are let go: a trainer lays out its own, and the largest data set would else be held for the whole run.
    private (IReadOnlyList<TaskSpec> Places, TaskContents Contents) Check(CampaignData data)
    {
        Preflight.Check(_campaign, data.Tasks, slots, document).Warn();
        return (data.Places, data.Contents);
    }

    // Whether what is asked for is more, or other, than what is there, and has items in common with it.
    private bool Extends(StoredCampaign? stored, TaskContents contents)
    {
        if (stored is null || SearchGrid.Start(stored.Spec) == SearchGrid.Start(_campaign)) return false;
        var overlap = GridOverlap.Between(stored.Spec, stored.TaskContents, _campaign, contents);
        return overlap.SharedItems > 0 ? true : throw Another(stored);
    }

    private UserError Another(StoredCampaign stored) => new(
        $"{folder.Shown}: holds another campaign ({stored.Spec.Name}); it differs in "
        + $"{string.Join("; ", SpecDifferences.Between(stored.Spec, _campaign))}; choose another folder with --out");

    private int TakeOver(TaskContents contents)
    {
        var wanted = new StoredCampaign(_campaign, contents, NumericsVersion.Current, CampaignStance.Open, "");
        var all = 0;
        foreach (var path in Reuse)
        {
            var other = RunFolders.Existing(path);
            if (other.Path == folder.Path) throw new UserError($"--reuse: {path} is this campaign's own folder, expected another one");
            var source = ResultsStore.OpenRead(other.Database);
            var store = ResultsStore.Open(folder.Database);
            var taken = source.Campaigns().Sum(campaign => store.Reuse(wanted, source, campaign));
            Screen.Message($"{other.Shown}: {Format.Count(taken)} of its items are {_campaign.Name}'s too");
            all += taken;
        }
        return all;
    }

    // Whether something is stored, and how many items have failed: whoever runs it again wants these too.
    private (bool Begun, int Failed) Begun()
    {
        var store = ResultsStore.Open(folder.Database);
        return Stored(folder) is { } stored ? (true, store.Quarantined(stored.Id).Count) : (false, 0);
    }

    private static StoredCampaign? Stored(RunFolder folder)
    {
        if (!File.Exists(folder.Database)) return null;
        try
        {
            return RunFolder.Campaign(ResultsStore.OpenRead(folder.Database));
        }
        catch (StorageException)
        {
            // From a run that was killed before it had made its tables; if it is damage, opening it for writing says so.
            return null;
        }
    }

    private async Task<CampaignStatus> ComputeAsync(
        IReadOnlyList<TaskSpec> places, TaskContents contents, bool begun, bool extends, int failed, CancellationToken interrupted)
    {
        var started = _time.GetTimestamp();
        await using var embedded = await EmbeddedCampaign.StartAsync(
            _campaign, places, contents, folder, slots, checkpointEvery, retry: failed > 0 && !extends, adopt: Reuse.Count > 0, interrupted);
        using IProgressDisplay display = Screen.IsLive ? new LiveDisplay() : new PlainDisplay();
        var remaining = new RemainingTime();

        var status = await LookAsync(interrupted);
        if (begun || extends) AnnounceOld(status, extends);
        if (failed > 0) Screen.Message($"trying again: {Format.Count(failed)} items that had failed");
        while (!embedded.Settled.IsCompleted && !interrupted.IsCancellationRequested)
        {
            display.Show(Report());
            await Task.WhenAny(embedded.Settled, PauseAsync(display.Interval, interrupted));
            if (embedded.Settled.IsCompleted) break;
            try
            {
                status = await LookAsync(interrupted);
            }
            catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
            {
                // Asked again below, when what runs has been put away.
            }
        }
        if (!embedded.Settled.IsCompleted)
        {
            display.Finish(Report());
            Screen.Message("stopping: running items are put away… (Ctrl-C again ends at once; what is finished is kept either way)");
            await embedded.DrainAsync();
            return await LookAsync(CancellationToken.None);
        }
        status = await embedded.Settled;
        await LookAsync(interrupted); // the grid of a search has grown
        display.Finish(Report());
        return status;

        async Task<CampaignStatus> LookAsync(CancellationToken cancellation)
        {
            (_campaign, var now) = await embedded.LookAsync(_campaign, cancellation);
            return now;
        }

        ProgressReport Report()
        {
            var elapsed = _time.GetElapsedTime(started);
            return new ProgressReport(
                _campaign, status, elapsed, remaining.Update(elapsed, status.RemainingEpochs, status.EpochsPerSecond));
        }
    }

    private void AnnounceNew() => Screen.Message(
        $"running {_campaign.Name}: {Format.Count(_campaign.Grid.Items)} items on {slots} slots, results in {folder.Shown}");

    private void AnnounceOld(CampaignStatus status, bool extends)
    {
        if (extends)
        {
            Screen.Message($"{_campaign.Name}: {Format.Here(status.Done, status.Items)}");
            return;
        }
        var counts = $"{Format.Count(status.Done)} of {Format.Count(status.Items)} items done";
        if (status.Done == status.Items && !_campaign.IsSearching) Screen.Message($"already complete: {counts}");
        else if (status.Done > 0) Screen.Message($"resuming: {counts}");
        else AnnounceNew();
    }

    private int Conclude(CampaignStatus status, bool extends, CancellationToken interrupted)
    {
        _notice = Notice(CampaignStates.Of(status.Phase), status, []);
        if (status.Phase is CampaignPhase.Failed)
            throw new UserError($"{_campaign.Name}: {status.Reason ?? "the campaign's input cannot be used"}");
        folder.RemoveCheckpoints();
        ResultFiles files;
        try
        {
            using var progress = new StepProgress(_time, interrupted);
            files = ResultFiles.Write(StoredResults.Find(folder.Path, null), Exponent.Usual(_campaign), folder.Path, progress, replacesOthers: extends);
        }
        catch (OutputException e)
        {
            throw new UserError($"{e.Message}\nevery result is kept; {HowToContinue}", ExitCode.Interrupted, e);
        }
        catch (OperationCanceledException e)
        {
            throw new UserError(
                $"interrupted: all items are done and kept, tables and figures are not written yet\n{HowToContinue}",
                ExitCode.Interrupted, e);
        }
        _notice = _notice with { Verdict = [.. files.Analysis.Verdicts.Select(verdict => verdict.Sentence)] };
        if (json) JsonOutput.Write(RunJson.Of(status, files.Analysis, files.Paths));
        else ResultText.Write(files.Analysis, files.Paths);
        foreach (var item in status.Quarantined.Take(5))
            Screen.Message($"failed: item {item.Item} after {item.Failures} attempts: {item.Error}");
        if (status.Failed > 0) Screen.Message($"try them again with:  {RunFolder.Program} retry {Format.Argument(folder.Shown)}");
        return status.Failed > 0 ? ExitCode.FailedItems : ExitCode.Complete;
    }

    private FinishNotice Notice(string state, CampaignStatus status, IReadOnlyList<string> verdict) =>
        new(_campaign.Name, state, status.Items, status.Done, status.Failed, folder.Path, verdict);

    // Ends early, and well, when it is interrupted.
    private async Task PauseAsync(TimeSpan time, CancellationToken interrupted) =>
        await Task.Delay(time, _time, interrupted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
