namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>The source tree these tests were built in.</summary>
internal static class Repository
{
    /// <summary>The text of a file.</summary>
    public static string Text(params string[] path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Chaos.Actors.sln"))) folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine([folder, .. path]));
    }
}
