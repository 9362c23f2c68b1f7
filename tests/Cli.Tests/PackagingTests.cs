using System.Text.Json;
using System.Text.RegularExpressions;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>What travels with the program beside its code: one version, and the licences of what it is made of.</summary>
public sealed class PackagingTests
{
    private static string Read(params string[] path) => Repository.Text(path);

    /// <summary>The tag is git's; what is written down by hand is compared here.</summary>
    [Fact]
    public async Task Should_have_one_version_everywhere()
    {
        var series = Regex.Match(Read("Directory.Build.props"), "<MinVerMinimumMajorMinor>(.+)</MinVerMinimumMajorMinor>").Groups[1].Value;
        var release = Regex.Match(Read("CHANGELOG.md"), @"^## \[(.+?)\]", RegexOptions.Multiline).Groups[1].Value;
        using var place = new Workplace();
        var shown = await ChaosProgram.RunAsync(place.Folder, "--version");

        Assert.StartsWith(series + ".", release);
        Assert.Matches($@"^chaos {Regex.Escape(series)}\.\d+(-dev[.\d]*)?( \([0-9a-f]{{7}}\))? · \.NET 10\.\S+ · \S+ · (Scalar|Vector\d+)$", shown.Output.TrimEnd());
        Assert.Equal(release, Regex.Match(Read("CITATION.cff"), "^version: (.+)$", RegexOptions.Multiline).Groups[1].Value);
        var tags = Regex.Matches(Read("k8s", "overlays", "production", "kustomization.yaml"), @"newTag: ([^}\s]+)");
        Assert.Equal(3, tags.Count);
        Assert.All(tags, tag => Assert.Equal(release, tag.Groups[1].Value));
    }

    /// <summary>What knows the commit is no input of the compiler, else every commit would have everything compiled anew.</summary>
    [Fact]
    public async Task Should_say_version_and_commit_in_a_report_as_the_program_does()
    {
        using var place = new Workplace();
        var version = (await ChaosProgram.RunAsync(place.Folder, "--version")).Output.Split(' ')[1];
        await ChaosProgram.RunAsync(place.Folder, "run", place.WriteIris(seeds: 1, epochs: 2));

        Assert.Contains($"Chaos.Actors {version}", await File.ReadAllTextAsync(place.File("runs", "iris", "report.md")));
        Assert.DoesNotContain(version, System.Diagnostics.FileVersionInfo.GetVersionInfo(Path.Combine(AppContext.BaseDirectory, "chaos.dll")).ProductVersion ?? "");
    }

    [Fact]
    public void Should_name_the_licence_of_every_package_that_travels_and_of_no_other()
    {
        var packages = Directory.GetDirectories(Repository.File("src")).Select(project => Path.Combine(project, "packages.lock.json"))
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

        Assert.All(new[] { "!LICENSE", "!README.md", "!THIRD-PARTY-NOTICES.md", "!campaigns", "!data", "!src" }, line => Assert.Contains(line, allowed));
    }

    private static IEnumerable<string> Packages(string lockFile)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(lockFile));
        return [.. json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project").Select(package => package.Name)];
    }
}
