namespace Chaos.Actors.Cli.PairFiles;

/// <summary>Creates a file that is either whole or not there.</summary>
internal static class WholeFile
{
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PairFileException(
                $"{path}: cannot be written: {e.Message} Give a file in a folder that exists and has room.", e);
        }
    }
}
