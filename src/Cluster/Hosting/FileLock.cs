using System.Globalization;

namespace Chaos.Actors.Cluster.Hosting;

/// <summary>
/// One process at a time writes a SQLite file and what else lies in its folder. The lock is the kernel's (flock), so it goes with
/// the process however that ends; the file beside it only says whose it is.
/// </summary>
public sealed class FileLock : IDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(40);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or returns null when another process has it.</summary>
    public static FileLock? Take(string path)
    {
        // Somebody who only looks (IsTaken) holds the lock for an instant.
        for (var attempt = 1; ; attempt++)
        {
            if (Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite) is { } file)
            {
                File.WriteAllText(OwnerFile(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                return new FileLock(file);
            }
            if (attempt == Attempts) return null;
            Thread.Sleep(BetweenAttempts);
        }
    }

    /// <summary>Whether a live process has the lock.</summary>
    public static bool IsTaken(string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using var file = Open(path, FileMode.Open, FileAccess.Read);
            return file is null;
        }
        catch (Exception e) when (e is FileNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The process that has the lock, for messages; null when it did not say.</summary>
    public static string? Owner(string path)
    {
        try
        {
            return File.ReadAllText(OwnerFile(path)).Trim() is { Length: > 0 } id ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Releases it.</summary>
    public void Dispose() => _file.Dispose();

    private static string OwnerFile(string path) => path + ".pid";

    private static FileStream? Open(string path, FileMode mode, FileAccess access)
    {
        try
        {
            return new FileStream(path, mode, access, access == FileAccess.Read ? FileShare.Read : FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException) && IsSharingViolation(e))
        {
            return null;
        }
    }

    // .NET reports EWOULDBLOCK of flock as this HResult on Unix and ERROR_SHARING_VIOLATION on Windows.
    private static bool IsSharingViolation(IOException e) =>
        e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
