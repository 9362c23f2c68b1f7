namespace Chaos.Actors.Cluster.Hosting;

/// <summary>
/// Which version of the programs this is, the one place that says so. The build reckons it from git's tags and writes it into the
/// program's runtimeconfig.json (Directory.Build.targets); a process that is none of the programs, such as a test's, has none.
/// </summary>
public static class ProgramVersion
{
    private const int Abbreviated = 7;

    /// <summary>The version, such as 0.2.0, or 0.2.0-dev.12 on the way to it; "unknown" in another process.</summary>
    public static string Version => AppContext.GetData("Chaos.Actors.Version") as string is { Length: > 0 } version ? version : "unknown";

    /// <summary>The commit it was built from; empty where it was built without git.</summary>
    public static string Commit => AppContext.GetData("Chaos.Actors.Commit") as string ?? "";

    /// <summary>Both, as in <c>0.2.0 (603dbd0)</c>.</summary>
    public static string Text => Commit.Length >= Abbreviated ? $"{Version} ({Commit[..Abbreviated]})" : Version;
}
