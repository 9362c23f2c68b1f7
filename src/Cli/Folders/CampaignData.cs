using Chaos.Actors.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Folders;

/// <summary>A campaign's data, and where they are now.</summary>
/// <param name="Places">The campaign's tasks with the files where they were found.</param>
/// <param name="Tasks">The data.</param>
internal sealed record CampaignData(IReadOnlyList<TaskSpec> Places, IReadOnlyList<LearningTask> Tasks)
{
    private const int Above = 3;

    /// <summary>What the data are.</summary>
    public TaskContents Contents { get; } = TaskContents.Of(Tasks.Select(task => task.ContentHash));

    /// <summary>Finds the data that a campaign was begun with.</summary>
    /// <exception cref="UserError">Nowhere are files with that content.</exception>
    public static CampaignData Find(StoredCampaign stored, IEnumerable<string> near)
    {
        string[] folders = [.. near];
        return Of(stored.Spec.Tasks.Select((task, k) => Find(stored.Spec.Name, task, stored.TaskContents.Hashes[k], null, folders)));
    }

    /// <summary>
    /// The data of a campaign as it is given now: of the tasks that were there before what it was begun with, of all others what
    /// their files hold.
    /// </summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="given">Its tasks as they are written now, in the same order.</param>
    /// <param name="stored">As it was begun; null if it was not.</param>
    /// <param name="near">Folders in which the files may lie now, the most likely one first.</param>
    /// <exception cref="UserError">Nowhere are files with that content.</exception>
    /// <exception cref="TaskDataException">The data of a task cannot be used.</exception>
    public static CampaignData Find(
        CampaignSpec campaign, IReadOnlyList<TaskSpec> given, StoredCampaign? stored, IReadOnlyCollection<string> near) =>
        Of(campaign.Tasks.Select((task, k) => stored is not null && stored.Spec.PlaceOf(task) is var place and >= 0
            ? Find(campaign.Name, task, stored.TaskContents.Hashes[place], given[k], near)
            : Read(task)));

    private static CampaignData Of(IEnumerable<(TaskSpec Place, LearningTask Task)> found)
    {
        var all = found.ToList();
        return new CampaignData([.. all.Select(each => each.Place)], [.. all.Select(each => each.Task)]);
    }

    private static (TaskSpec Place, LearningTask Task) Read(TaskSpec task) => (task, TaskReader.Read(task, DataDirectory.Default));

    /// <summary>
    /// Finds the data that a task was begun with. Its content hash says which they are; the paths say only where they were
    /// found last, and are no longer right when the data, or the folder with them, were moved.
    /// </summary>
    /// <param name="campaign">The campaign's name.</param>
    /// <param name="stored">The task as the campaign was begun with it.</param>
    /// <param name="contentHash">Its content.</param>
    /// <param name="given">The task as it is given now; null when it is not.</param>
    /// <param name="near">Folders in which the files may lie now, the most likely one first.</param>
    /// <exception cref="UserError">Nowhere are files with that content.</exception>
    private static (TaskSpec Place, LearningTask Task) Find(
        string campaign, TaskSpec stored, string contentHash, TaskSpec? given, IEnumerable<string> near)
    {
        // What ships with the program is where the program is.
        if (stored.Files is null) return Read(stored);
        var others = new List<string>();
        var tried = new HashSet<TaskFiles>();
        TaskDataException? unreadable = null;
        foreach (var files in Candidates(stored.Files, given?.Files, near).Where(tried.Add))
        {
            var spec = stored with { Files = files };
            try
            {
                var task = TaskReader.Read(spec, DataDirectory.Default);
                if (task.ContentHash == contentHash) return (spec, task);
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

    private static IEnumerable<TaskFiles> Candidates(TaskFiles stored, TaskFiles? given, IEnumerable<string> near)
    {
        if (given is not null) yield return given;
        yield return stored;
        foreach (var folder in near)
            if (TaskPaths.Within(stored, folder) is { } moved) yield return moved;
    }
}
