namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>A folder of its own for one test.</summary>
public sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chaos cli ");

    public string Folder => _folder.FullName;

    public string File(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Writes a file and returns its name.</summary>
    public string Write(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return name;
    }

    /// <summary>A campaign on Iris; small unless told otherwise.</summary>
    public string WriteIris(string name = "iris.yaml", int seeds = 2, int epochs = 20, string rates = "[0.1, 1]", string more = "") =>
        Write(name, $"""
            task: iris
            architectures: [10-sigmoid]
            learningRates: {rates}
            seeds: {seeds}
            epochs: {epochs}
            perturbation: {"{count: 2, epsilon: 1e-8}"}
            thresholds: [0.4, 0.7]
            {more}
            """);

    public void Dispose() => _folder.Delete(recursive: true);
}
