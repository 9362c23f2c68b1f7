using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Folders;

/// <summary>A campaign's data, and where they are now.</summary>
/// <param name="Spec">The campaign's task with the files where they were found.</param>
/// <param name="Task">The data.</param>
internal sealed record CampaignData(TaskSpec Spec, LearningTask Task)
{
    private const int Above = 3;

    /// <summary>
    /// Finds the data that a campaign was begun with. Its content hash says which they are; the paths say only where they were
    /// found last, and are no longer right when the data, or the folder with them, were moved.
    /// </summary>
    /// <param name="campaign">The campaign's name.</param>
    /// <param name="stored">The task as the campaign was begun with it.</param>
    /// <param name="contentHash">Its content.</param>
    /// <param name="given">The task as it is given now; null when it is not.</param>
    /// <param name="near">Folders in which the files may lie now, the most likely one first.</param>
    /// <exception cref="UserError">Nowhere are files with that content.</exception>
    public static CampaignData Find(string campaign, TaskSpec stored, string contentHash, TaskSpec? given, IEnumerable<string> near)
    {
        // What ships with the program is where the program is.
        if (stored.Files is null) return new CampaignData(stored, TaskReader.Read(stored, DataDirectory.Default));
        var others = new List<string>();
        var tried = new HashSet<TaskFiles>();
        TaskDataException? unreadable = null;
        foreach (var files in Places(stored.Files, given?.Files, near).Where(tried.Add))
        {
            var spec = stored with { Files = files };
            try
            {
                var task = TaskReader.Read(spec, DataDirectory.Default);
                if (task.ContentHash == contentHash) return new CampaignData(spec, task);
                others.Add(string.Join(", ", TaskPaths.Of(files)));
                // Who names other data means another campaign.
                if (files == given?.Files) break;
            }
            catch (TaskDataException e)
            {
                unreadable ??= e;
            }
        }

        var last = string.Join(", ", TaskPaths.Of(stored.Files));
        throw new UserError(
            $"{campaign}: the data it was begun with (content hash {contentHash}) are no longer there. They were last found in {last}"
            + (others.Count > 0 ? $"; what is in {string.Join(" and in ", others)} is something else" : $"; {unreadable?.Message}")
            + "\nPut them back, or beside the campaign file, or name them in the campaign file and give it again.", inner: unreadable);
    }

    /// <summary>A folder and those that it lies in, as far as a campaign's data are likely to be.</summary>
    public static IEnumerable<string> Around(string folder)
    {
        var place = new DirectoryInfo(folder);
        for (var k = 0; k <= Above && place is not null; k++, place = place.Parent) yield return place.FullName;
    }

    private static IEnumerable<TaskFiles> Places(TaskFiles stored, TaskFiles? given, IEnumerable<string> near)
    {
        if (given is not null) yield return given;
        yield return stored;
        foreach (var folder in near)
            if (TaskPaths.Within(stored, folder) is { } moved) yield return moved;
    }
}
