using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>
/// A task alone in a YAML file: what stands behind <c>task:</c> in a campaign file, such as <c>csv: {train: samples.csv}</c>, at the
/// root. Paths are relative to the file.
/// </summary>
public static class TaskFile
{
    private const string Wanted = "a task file (YAML, such as csv: {train: samples.csv})";

    /// <summary>Whether a text means such a file and no shipped task: there is one of that path, or no name looks like that.</summary>
    public static bool IsMeantBy(string text) => !CampaignFileTask.Shipped.Contains(text)
        && (File.Exists(text) || Path.GetFileName(text) != text || Path.GetExtension(text) is ".yaml" or ".yml");

    /// <summary>Reads and checks a task file.</summary>
    /// <exception cref="CampaignFileException">The file cannot be read, or something in it is wrong.</exception>
    public static TaskSpec Read(string path)
    {
        var problems = new CampaignFileProblems();
        var root = CampaignFileTree.Parse(CampaignFile.ReadText(path, Wanted), problems, Wanted);
        var task = root is null ? null : CampaignFileTask.Read(root, "", Path.GetDirectoryName(Path.GetFullPath(path))!, problems);
        if (task is null || problems.Any) throw new CampaignFileException(path, problems.InFileOrder());
        return task;
    }
}
