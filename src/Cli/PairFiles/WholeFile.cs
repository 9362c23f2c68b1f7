namespace Chaos.Actors.Cli.PairFiles;

/// <summary>Creates a file that is either whole or not there.</summary>
public static class WholeFile
{
    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary file beside <paramref name="path"/>, puts it on disk and renames it.
    /// </summary>
    /// <exception cref="PairFileException">The file cannot be written; what was there is still there.</exception>
    public static void Write(string path, Action<Stream> write) => Guarded(path, () =>
    {
        var temporary = TemporaryName(path);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                write(stream);
                // On disk before it gets its name: else a power cut could leave the name with nothing behind it.
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    });

    /// <summary>Creates and removes a temporary file beside <paramref name="path"/>.</summary>
    /// <exception cref="PairFileException">That is not possible.</exception>
    public static void Check(string path) => Guarded(path, () =>
    {
        if (Directory.Exists(path)) throw new IOException("It is a folder.");
        new FileStream(TemporaryName(path), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)
            .Dispose();
    });

    private static string TemporaryName(string path) => $"{path}.{Guid.NewGuid():N}.partial";

    private static void Guarded(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (
            // PureHDF writes through reflection, which wraps what the file system says.
            e.GetBaseException() is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PairFileException(
                $"{path}: cannot be written: {e.GetBaseException().Message} Give a file in a folder that exists and has room.", e);
        }
    }
}
