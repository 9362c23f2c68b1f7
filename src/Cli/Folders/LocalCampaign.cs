using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Folders;

/// <summary>A campaign in a folder, as far as a list shows it.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Name">The campaign's name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Items">Its work items.</param>
/// <param name="Done">Those that are done.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Changed">When something was written last.</param>
internal sealed record LocalCampaign(RunFolder Folder, string Name, string State, long Items, long Done, long Failed, DateTime Changed)
{
    /// <summary>Looks at a folder, also while another process works in it.</summary>
    public static LocalCampaign Look(RunFolder folder)
    {
        var (named, changed) = (Path.GetFileName(folder.Path), Written(folder));
        try
        {
            var store = ResultsStore.OpenRead(folder.Database);
            var running = FileLock.IsTaken(folder.Lock);
            if (RunFolder.Campaign(store) is not { } stored)
                return new LocalCampaign(folder, named, running ? CampaignStates.Of(CampaignPhase.Running) : "not begun", 0, 0, 0, changed);
            var (done, failed) = (store.Count(stored.Id), store.Quarantined(stored.Id).Count);
            var state = RunState.Of(StoredProgress.Phase(stored, done, failed), running);
            return new LocalCampaign(folder, stored.Spec.Name, state, stored.Spec.Grid.Items, done, failed, changed);
        }
        catch (StorageException)
        {
            // The others are to be listed nevertheless; status says what is wrong with this one.
            return new LocalCampaign(folder, named, "unreadable", 0, 0, 0, changed);
        }
    }

    private static DateTime Written(RunFolder folder) => new[] { folder.Database, folder.Database + "-wal" }
        .Where(File.Exists).Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max();
}
