using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Starts;

/// <summary>The task of a campaign that begins, and how its file names it.</summary>
/// <param name="Text">As a campaign file names it, a path in it relative to that file.</param>
/// <param name="Data">What it holds.</param>
internal sealed record StartTask(string Text, LearningTask Data)
{
    /// <summary>A shipped task, or a CSV file whose last column is the label: a class, or a real target where it can be none.</summary>
    /// <param name="what">A name or a path.</param>
    /// <param name="folder">Where the campaign file will be.</param>
    /// <exception cref="UserError">There is neither.</exception>
    /// <exception cref="TaskDataException">The file cannot be used.</exception>
    public static StartTask Of(string what, string folder)
    {
        if (!File.Exists(what))
        {
            if (ShippedTasks.Names.Contains(what)) return new StartTask(what, Read(new TaskSpec(what)));
            var meant = NearestName.Find(what, ShippedTasks.Names) is { } near ? $"; did you mean {near}?" : "";
            throw new UserError($"--task: found {what}, expected one of {string.Join(", ", ShippedTasks.Names)} or a CSV file{meant}");
        }
        var (path, name) = (Path.GetFullPath(what), Path.GetFileNameWithoutExtension(what));
        var text = Path.GetRelativePath(folder, path).Replace("'", "''", StringComparison.Ordinal);
        try
        {
            var files = new CsvFiles(path) { Standardise = CsvStandardise.Features };
            return new StartTask($"{{csv: {{train: '{text}', standardise: true}}}}", Read(new TaskSpec(name) { Files = files }));
        }
        catch (TaskDataException asClasses)
        {
            try
            {
                var files = new CsvFiles(path) { Standardise = CsvStandardise.All, Target = CsvTarget.Real };
                return new StartTask($"{{csv: {{train: '{text}', target: real, standardise: all}}}}", Read(new TaskSpec(name) { Files = files }));
            }
            catch (TaskDataException)
            {
                throw asClasses;
            }
        }
    }

    private static LearningTask Read(TaskSpec task) => TaskReader.Read(task, DataDirectory.Default);
}
