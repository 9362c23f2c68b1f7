using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Chaos.Actors.Cluster.Tests.Kubernetes;

/// <summary>An image that this repository makes, from a project's Dockerfile or its container settings.</summary>
internal sealed class Image
{
    private static readonly Lazy<IReadOnlyList<Image>> FoundOnce = new(() =>
    [
        .. Directory.EnumerateFiles(Repository.File("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => new Image(project))
            .Where(image => image.Name is not null),
    ]);

    private static readonly ConcurrentDictionary<string, Lazy<string>> Published = new();

    private readonly string _project;
    private readonly XDocument _settings;

    private Image(string project) => (_project, _settings) = (project, XDocument.Load(project));

    public static IReadOnlyList<Image> All => FoundOnce.Value;

    /// <summary>Its name without a version; null for a project without an image.</summary>
    public string? Name => Setting("ContainerRepository");

    public string? User => Setting("ContainerUser");

    public IEnumerable<int> Ports => _settings.Descendants("ContainerPort")
        .Select(port => int.Parse(port.Attribute("Include")!.Value, CultureInfo.InvariantCulture));

    /// <summary>The lines of its Dockerfile.</summary>
    public string[] Dockerfile => File.ReadAllLines(Path.Combine(Path.GetDirectoryName(_project)!, "Dockerfile"));

    public string Folder => Instruction("WORKDIR");

    public IReadOnlyList<string> EntryPoint => JsonSerializer.Deserialize<string[]>(Instruction("ENTRYPOINT"))!;

    /// <summary>The image of a container; null if it is somebody else's.</summary>
    public static Image? Find(string reference) => All.SingleOrDefault(image => image.Name == reference.Split(':')[0]);

    /// <summary>The last of a kind of instructions in its Dockerfile.</summary>
    public string Instruction(string keyword) =>
        Dockerfile.Last(line => line.StartsWith(keyword + " ", StringComparison.Ordinal))[(keyword.Length + 1)..];

    /// <summary>What <c>dotnet publish</c> puts into it: a folder, made once in a test run.</summary>
    public string Publish() => Published.GetOrAdd(_project, project => new Lazy<string>(() =>
    {
        var output = Path.Combine(AppContext.BaseDirectory, "published", Path.GetFileNameWithoutExtension(project));
        if (Directory.Exists(output)) Directory.Delete(output, recursive: true);
        DotNet("publish", project, "-c", Configuration, "--no-build", "--nologo", "-v", "quiet", "-o", output);
        return output;
    })).Value;

    /// <summary>What an image that is made without the Dockerfile starts: the SDK's own reckoning.</summary>
    public string[] SdkCommand()
    {
        var said = DotNet(
            "msbuild", _project, $"-p:Configuration={Configuration}", "-t:ComputeContainerConfig",
            "-getItem:ContainerEntrypoint", "-getItem:ContainerAppCommand");
        var items = JsonDocument.Parse(said).RootElement.GetProperty("Items");
        return [.. new[] { "ContainerEntrypoint", "ContainerAppCommand" }
            .SelectMany(item => items.GetProperty(item).EnumerateArray())
            .Select(item => item.GetProperty("Identity").GetString()!)];
    }

    private static string Configuration { get; } =
        Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    private static string DotNet(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var said = process.OutputInTime();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)}: {said}");
    }

    private string? Setting(string name) => _settings.Descendants(name).SingleOrDefault()?.Value;
}
