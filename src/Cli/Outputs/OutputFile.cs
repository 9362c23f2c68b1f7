using System.Reflection;
using Microsoft.Win32.SafeHandles;

namespace Chaos.Actors.Cli.Outputs;

/// <summary>
/// The one way in which this program writes a file for its user. Links are followed. A regular file is written under a name of
/// its own beside the old one, put on disk and renamed, with the old one's permissions: whoever kills the program leaves the old
/// file or the new one, and two programs that write the same file do not meet. Everything else (devices, pipes, /dev/stdout) is
/// written through, once the content is whole.
/// </summary>
internal static class OutputFile
{
    private const string WayOut = "make room or make it writable, or choose another place with --out";
    private const int LongestPrefix = 40; // of at most 255 bytes that a name may have
    private const string Suffix = ".partial";

    // Younger ones may belong to a program that has not yet locked them.
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(1);

    /// <summary>Writes a file.</summary>
    /// <exception cref="OutputException">It cannot be written; a regular file that was there is still there.</exception>
    public static void Write(string path, Action<Stream> write) => Guarded(path, () =>
    {
        var place = OutputPlace.Of(path);
        switch (place.Kind)
        {
            case FileKind.Folder:
                throw new IOException("it is a folder");
            case FileKind.Special:
                WriteThrough(place, write);
                break;
            default:
                Replace(place, write);
                break;
        }
    });

    /// <summary>Writes a file of text.</summary>
    /// <exception cref="OutputException">It cannot be written; a regular file that was there is still there.</exception>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var text = new StreamWriter(stream, leaveOpen: true);
        write(text);
    });

    /// <summary>Finds out, before a long computation, whether <see cref="Write"/> would succeed.</summary>
    /// <exception cref="OutputException">It would not.</exception>
    public static void Check(string path) => Guarded(path, () =>
    {
        var place = OutputPlace.Of(path);
        switch (place.Kind)
        {
            case FileKind.Folder:
                throw new IOException("it is a folder");
            case FileKind.Special:
                // A pipe's reader would take a look for all there is.
                RefuseProtected(place);
                break;
            default:
                RefuseProtected(place);
                File.Delete(CreateTemporary(place).Name);
                break;
        }
    });

    /// <summary>Creates a folder, and the one that a dangling link names.</summary>
    /// <exception cref="OutputException">It cannot be created.</exception>
    public static void CreateFolder(string path) => Guarded(path, () => Directory.CreateDirectory(OutputPlace.Of(path).Path));

    private static void Replace(OutputPlace place, Action<Stream> write)
    {
        RefuseProtected(place);
        RemoveAbandoned(place);
        using var stream = CreateTemporary(place);
        try
        {
            write(stream);
            if (place.Kind == FileKind.Regular && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(place.Path));
            // On disk before it gets its name: else a power cut could leave the name with nothing behind it.
            stream.Flush(flushToDisk: true);
            // Renamed while it is open and locked, so that nobody takes it for abandoned; Windows does not rename open files.
            if (OperatingSystem.IsWindows()) stream.Dispose();
            File.Move(stream.Name, place.Path, overwrite: true);
        }
        catch
        {
            File.Delete(stream.Name);
            throw;
        }
    }

    private static void WriteThrough(OutputPlace place, Action<Stream> write)
    {
        // Some contents are not written from front to back, and nobody at the other end should get half of one.
        using var whole = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        write(whole);
        whole.Position = 0;
        using var stream = place.IsStdout ? Console.OpenStandardOutput()
            : place.Descriptor is { } descriptor ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write)
            : new FileStream(place.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        whole.CopyTo(stream);
    }

    private static void RefuseProtected(OutputPlace place)
    {
        if (place.Kind != FileKind.Missing && !Posix.IsWritable(place.Path)) throw new UnauthorizedAccessException();
    }

    private static FileStream CreateTemporary(OutputPlace place) =>
        new($"{Prefix(place)}{Guid.NewGuid():N}{Suffix}", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

    // What a killed program left of this file: its lock went with it.
    private static void RemoveAbandoned(OutputPlace place)
    {
        var prefix = Prefix(place);
        var folder = Path.GetDirectoryName(place.Path)!;
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Suffix))
        {
            if (!file.StartsWith(prefix, StringComparison.Ordinal)) continue;
            try
            {
                if (TimeProvider.System.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) < Abandoned) continue;
                using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody is at work on it.
            }
        }
    }

    private static string Prefix(OutputPlace place)
    {
        var name = Path.GetFileName(place.Path);
        return Path.Combine(Path.GetDirectoryName(place.Path)!, (name.Length > LongestPrefix ? name[..LongestPrefix] : name) + ".");
    }

    private static void Guarded(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (Refusal(e) is not null)
        {
            throw new OutputException(path, OutputException.Reason(Refusal(e)!), WayOut, e);
        }
    }

    // What the file system said: PureHDF writes through reflection, which wraps it. What else a writer may throw is its own affair.
    private static Exception? Refusal(Exception error) => error switch
    {
        TargetInvocationException { InnerException: { } inner } => Refusal(inner),
        IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException => error,
        _ => null,
    };
}
