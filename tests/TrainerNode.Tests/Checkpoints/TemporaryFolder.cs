namespace Chaos.Actors.TrainerNode.Tests.Checkpoints;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("chaos-checkpoints-").FullName;

    public string[] Files => Directory.Exists(Path) ? Directory.GetFiles(Path) : [];

    /// <summary>Checkpoints, whole and partial; the marks of running items lie beside them.</summary>
    public string[] Checkpoints => [.. Files.Where(path => path.Contains(".checkpoint", StringComparison.Ordinal))];

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
