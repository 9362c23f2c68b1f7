using System.Text.Json;
using System.Text.RegularExpressions;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>What travels with the program beside its code: one version, and the licences of what it is made of.</summary>
public sealed class PackagingTests
{
    private static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Chaos.Actors.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    [Fact]
    public async Task Should_have_one_version_everywhere()
    {
        var version = Regex.Match(Read("Directory.Build.props"), "<Version>(.+)</Version>").Groups[1].Value;
        using var place = new Workplace();
        var shown = await ChaosProgram.RunAsync(place.Folder, "--version");

        Assert.Equal(version, shown.Output.Trim().Split('+')[0]);
        Assert.Equal(version, Regex.Match(Read("CHANGELOG.md"), @"^## \[(.+?)\]", RegexOptions.Multiline).Groups[1].Value);
        var tags = Regex.Matches(Read("k8s", "overlays", "production", "kustomization.yaml"), @"newTag: ([^}\s]+)");
        Assert.Equal(3, tags.Count);
        Assert.All(tags, tag => Assert.Equal(version, tag.Groups[1].Value));
    }

    [Fact]
    public void Should_name_the_licence_of_every_package_that_travels_and_of_no_other()
    {
        var packages = Directory.GetDirectories(Path.Combine(Root, "src")).Select(project => Path.Combine(project, "packages.lock.json"))
            .Where(File.Exists).SelectMany(Packages).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var listed = Regex.Matches(Read("THIRD-PARTY-NOTICES.md"), @"^\| ([\w.-]+) \| (\S[^|]*) \| (\S[^|]*) \|$", RegexOptions.Multiline)
            .Select(row => row.Groups[1].Value).Where(name => name is not "package").Order(StringComparer.Ordinal).ToArray();

        Assert.True(packages.Length > 50);
        Assert.Equal(packages, listed);
    }

    [Theory]
    [InlineData("LICENSE", "Permission is hereby granted")]
    [InlineData("THIRD-PARTY-NOTICES.md", "Apache License")]
    [InlineData("licences/SkiaSharp.txt", "Skia")]
    [InlineData("data/README.md", "CC BY-SA 3.0")]
    [InlineData("data/README.md", "CC BY 4.0")]
    public void Should_carry_licences_beside_every_program(string file, string text) =>
        Assert.Contains(text, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)));

    /// <summary>What is not let into the build of an image cannot travel in it.</summary>
    [Fact]
    public void Should_let_licences_into_images()
    {
        var allowed = Read(".dockerignore").Split('\n');

        Assert.All(new[] { "!LICENSE", "!THIRD-PARTY-NOTICES.md", "!data", "!src" }, line => Assert.Contains(line, allowed));
    }

    private static IEnumerable<string> Packages(string lockFile)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(lockFile));
        return [.. json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project").Select(package => package.Name)];
    }
}
