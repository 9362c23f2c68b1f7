namespace Chaos.Actors.Cluster.Tests.Kubernetes;

/// <summary>Files of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "Chaos.Actors.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
