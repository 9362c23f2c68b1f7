using Chaos.Actors.Api.Documents;
using Chaos.Actors.Analysis;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Explanations;

/// <summary>Why a campaign in a folder stands where it does, by what lies there; another process may be at work in it.</summary>
internal static class FolderExplanation
{
    // Less than that is soon used up by results, tables and figures.
    private const long LittleRoom = 64L << 20;

    private const int MostFailed = 3;

    /// <summary>Looks at a folder.</summary>
    /// <exception cref="StorageException">Its database cannot be read.</exception>
    public static Explanation Of(RunFolder folder)
    {
        var running = FileLock.IsTaken(folder.Lock);
        var store = ResultsStore.OpenRead(folder.Database);
        var argument = Format.Argument(folder.Shown);
        if (RunFolder.Campaign(store) is not { } stored)
        {
            return running
                ? new Explanation(folder.Shown, CampaignStates.Of(CampaignPhase.Running), [$"{Owner(folder)} is about to begin it."], null)
                : new Explanation(folder.Shown, "not begun", ["It was stopped before anything was computed."], $"{RunFolder.Program} run FILE --out {argument}");
        }
        var (done, failed) = (store.Count(stored.Id), store.Quarantined(stored.Id));
        var phase = StoredProgress.Phase(stored, done, failed.Count);
        var sentences = new List<string> { Counts(stored, done, failed.Count) };
        var explain = (string? next) => new Explanation(stored.Spec.Name, RunState.Of(phase, running), sentences, next);
        if (running)
        {
            sentences.Add($"{Owner(folder)} works in {folder.Shown} and is all that may write there; Ctrl-C there, or `kill` by that number, puts it away.");
            if (Room(folder) is { } full) sentences.Add(full);
            return explain($"{RunFolder.Program} status {argument}");
        }
        sentences.AddRange(failed.Take(MostFailed).Select(item => $"Item {item.Item} was given up after {item.Failures} attempts: {item.Error}"));
        if (failed.Count > MostFailed) sentences.Add($"{Format.Count(failed.Count - MostFailed)} more items were given up; `{RunFolder.Program} status {argument}` shows them.");
        if (phase != CampaignPhase.Paused && !File.Exists(folder.File("report.md")))
        {
            sentences.Add("Tables and figures are not written yet.");
            return explain(folder.ResumeCommand);
        }
        if (phase == CampaignPhase.Completed)
        {
            sentences.Add($"Nothing is left to do; the report is {Format.Path(folder.File("report.html"))}.");
            return explain(null);
        }
        if (phase == CampaignPhase.CompletedWithFailures) return explain($"{RunFolder.Program} retry {argument}");
        var hindered = Hindrances(folder, stored).ToList();
        sentences.AddRange(hindered);
        if (hindered.Count == 0) sentences.Add("No process works on it: it was interrupted, or killed, and nothing hinders it from going on.");
        return explain(folder.ResumeCommand);
    }

    private static string Counts(StoredCampaign stored, long done, long failed)
    {
        var left = stored.Spec.Grid.Items - done - failed;
        return $"{Format.Count(done)} of {Numbers.Count(stored.Spec.Grid.Items, "item")} are done"
            + (failed > 0 ? $", {Format.Count(failed)} failed" : "")
            + (left > 0 ? $", {Format.Count(left)} {(left == 1 ? "is" : "are")} left." : stored.Spec.IsSearching ? "; the search goes on with another round." : ".");
    }

    private static IEnumerable<string> Hindrances(RunFolder folder, StoredCampaign stored)
    {
        if (stored.NumericsVersion != NumericsVersion.Current)
        {
            yield return $"It follows numerics version {stored.NumericsVersion} and this program computes version {NumericsVersion.Current}: "
                + "finish it with the release that began it (CHANGELOG.md says which that is).";
        }
        if (Room(folder) is { } full) yield return full;
        if (Data(folder, stored) is { } changed) yield return changed;
    }

    private static string? Data(RunFolder folder, StoredCampaign stored)
    {
        try
        {
            CampaignData.Find(stored, CampaignData.Around(folder.Path));
            return null;
        }
        catch (Exception e) when (e is UserError or TaskDataException)
        {
            return e.Message.Replace('\n', ' ');
        }
    }

    private static string? Room(RunFolder folder)
    {
        try
        {
            var room = new DriveInfo(folder.Path).AvailableFreeSpace;
            return room < LittleRoom ? $"The disk under it has {room >> 20} MiB left: make room, what is finished is kept." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string Owner(RunFolder folder) => FileLock.Owner(folder.Lock) is { } id ? $"Process {id}" : "Another process";
}
