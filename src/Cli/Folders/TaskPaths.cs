using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Folders;

/// <summary>The paths of a user's own data files.</summary>
internal static class TaskPaths
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Of(TaskFiles files) => [.. files.Paths().Select(file => file.Path)];

    /// <summary>
    /// The files as they would lie in another folder: each by as much of the end of its path as exists there. Null when one does not.
    /// </summary>
    public static TaskFiles? Within(TaskFiles files, string folder)
    {
        var moved = Of(files).Select(path => Within(path, folder)).ToArray();
        return moved.Contains(null) ? null : files.At(moved!);
    }

    /// <summary>
    /// A task as if its files lay, and were called, where those of another do; unchanged if they are not files of the same kind.
    /// </summary>
    public static TaskSpec PlacedLike(TaskSpec task, TaskSpec other)
    {
        if (task.Files is not { } files || other.Files is not { } there || files.GetType() != there.GetType()) return task;
        var (own, others) = (files.Paths(), there.Paths());
        // A file that only this one has stays where it is.
        var placed = own.Select((file, k) => k < others.Count && others[k].Field == file.Field ? others[k].Path : file.Path);
        return task with { Name = other.Name, Files = files.At([.. placed]) };
    }

    private static string? Within(string path, string folder)
    {
        var names = path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, names.Length).Select(skipped => Path.Combine([folder, .. names[skipped..]]))
            .FirstOrDefault(File.Exists);
    }
}
