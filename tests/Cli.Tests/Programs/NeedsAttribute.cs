namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>A test that needs programs of the system; skipped, with their names, where one is missing.</summary>
public sealed class NeedsAttribute : FactAttribute
{
    public NeedsAttribute(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (missing.Count > 0) Skip = "needs " + string.Join(", ", missing);
    }
}
