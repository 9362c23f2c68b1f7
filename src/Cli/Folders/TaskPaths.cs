using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Folders;

/// <summary>The paths of a user's own data files.</summary>
internal static class TaskPaths
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Of(TaskFiles files) => files switch
    {
        IdxFiles idx => [idx.TrainImages, idx.TrainLabels, idx.TestImages, idx.TestLabels],
        CsvFiles { Test: { } test } csv => [csv.Train, test],
        CsvFiles csv => [csv.Train],
        _ => throw new NotSupportedException($"{files.GetType().Name} has no paths."),
    };

    /// <summary>
    /// The files as they would lie in another folder: each by as much of the end of its path as exists there. Null when one does not.
    /// </summary>
    public static TaskFiles? Within(TaskFiles files, string folder)
    {
        var moved = Of(files).Select(path => Within(path, folder)).ToArray();
        if (moved.Contains(null)) return null;
        return files switch
        {
            IdxFiles => new IdxFiles(moved[0]!, moved[1]!, moved[2]!, moved[3]!),
            CsvFiles csv => csv with { Train = moved[0]!, Test = csv.Test is null ? null : moved[1] },
            _ => throw new NotSupportedException($"{files.GetType().Name} has no paths."),
        };
    }

    /// <summary>
    /// A task as if its files lay, and were called, where those of another do; unchanged if they are not files of the same kind.
    /// </summary>
    public static TaskSpec PlacedLike(TaskSpec task, TaskSpec other) => (task.Files, other.Files) switch
    {
        (IdxFiles, IdxFiles) => task with { Name = other.Name, Files = other.Files },
        (CsvFiles csv, CsvFiles there) => task with
        {
            Name = other.Name,
            Files = csv with { Train = there.Train, Test = csv.Test is null ? null : there.Test ?? csv.Test },
        },
        _ => task,
    };

    private static string? Within(string path, string folder)
    {
        var names = path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, names.Length).Select(skipped => Path.Combine([folder, .. names[skipped..]]))
            .FirstOrDefault(File.Exists);
    }
}
