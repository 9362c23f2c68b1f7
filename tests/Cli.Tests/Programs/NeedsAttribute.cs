using System.Runtime.CompilerServices;

namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>A test that needs programs of the system (names, spaces between them); skipped, with their names, where one is missing.</summary>
public sealed class NeedsAttribute : FactAttribute
{
    public NeedsAttribute(string programs, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = programs.Split(' ').Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (missing.Count > 0) Skip = "needs " + string.Join(", ", missing);
    }
}
