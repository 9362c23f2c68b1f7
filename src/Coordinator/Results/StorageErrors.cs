using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>Turns a provider's errors into sentences with the way out.</summary>
internal static class StorageErrors
{
    // Primary result codes, https://sqlite.org/rescode.html
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int Io = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static string Explain(string path, Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            if (e is SqliteException sqlite) return $"{path}: {Explain(sqlite)} ({sqlite.Message})";
        }
        return $"{path}: {error.GetBaseException().Message}";
    }

    private static string Explain(SqliteException error) => error.SqliteErrorCode switch
    {
        Busy => "another process keeps the file locked; end it and continue.",
        ReadOnly => "the file cannot be written; make it and its folder writable and continue.",
        Io => "reading or writing the disk failed.",
        Corrupt => "the file is damaged.",
        Full => "the disk is full; make room and continue.",
        CannotOpen => "the file cannot be opened; its folder must exist and be writable.",
        NotADatabase => "this is not a results database.",
        _ => "the database refused.",
    };
}
