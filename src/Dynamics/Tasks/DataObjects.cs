using System.Security.Cryptography;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// A folder of data files that are called by the SHA-256 of what they hold. What is not there yet is fetched once, checked on the way, and
/// only then gets its name; so that a node may be killed at any moment, and several may share the folder.
/// </summary>
/// <param name="folder">The folder; made when it is needed.</param>
/// <param name="source">Where files come from that are not there yet.</param>
public sealed class DataObjects(string folder, IDataSource source)
{
    private readonly Lock _fetching = new();

    /// <summary>The task with its files where they are on this machine; as it is, when it names none by content.</summary>
    /// <exception cref="TaskDataException">A reference is no good one, nobody has that file, or what came is another one.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public TaskSpec Local(TaskSpec task, CancellationToken cancellation)
    {
        if (task.Files is not { } files) return task;
        var paths = files.Paths();
        if (!paths.Any(file => DataReference.IsMeant(file.Path))) return task;
        return task with { Files = files.At([.. paths.Select(file => Local(file.Path, cancellation))]) };
    }

    private string Local(string path, CancellationToken cancellation)
    {
        if (!DataReference.IsMeant(path)) return path;
        var reference = DataReference.Parse(path) ?? throw new TaskDataException(
            $"{path}: expected sha256:, 64 hexadecimal digits in lower case and, if wanted, / and the name of a file.");
        var place = Path.Combine(folder, reference.Sha256);
        if (File.Exists(place)) return place;
        // One at a time: slots that begin with the same task would fetch it as often as there are slots.
        lock (_fetching)
        {
            if (!File.Exists(place)) Fetch(reference, place, cancellation);
        }
        return place;
    }

    private void Fetch(DataReference reference, string place, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var partial = $"{place}.{Guid.NewGuid():N}.partial";
        try
        {
            string hash;
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                source.Copy(reference, file, cancellation);
                file.Flush(flushToDisk: true);
                file.Position = 0;
                hash = Convert.ToHexStringLower(SHA256.HashData(file));
            }
            if (hash != reference.Sha256)
                throw new TaskDataException($"{reference}: what was fetched has the SHA-256 {hash}: it was damaged on the way, or where it is kept.");
            File.Move(partial, place, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
