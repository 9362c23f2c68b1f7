using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>
/// What is delivered, made from the build of these tests by <c>build/artefacts</c>, which installs each into an empty folder and runs a
/// shipped campaign there.
/// </summary>
public sealed class ArtefactTests : IDisposable
{
    private const long Megabyte = 1_000_000;
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_run_from_an_empty_folder_and_carry_its_data_and_licences()
    {
        var system = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        var made = await Shell.RunAsync(_place.Folder, $"'{Repository.File("build", "artefacts")}' --no-build --out out tool {system}");
        Assert.True(made.ExitCode == 0, made.ToString());
        Assert.Equal(2, Regex.Count(made.Output, $@"MB · chaos \d\S+ .*· {system} · (Scalar|Vector\d+)$", RegexOptions.Multiline));

        var package = Directory.GetFiles(_place.File("out"), "*.nupkg").Single();
        using (var zip = ZipFile.OpenRead(package))
        {
            var files = zip.Entries.Where(entry => entry.FullName.StartsWith("tools/net10.0/any/", StringComparison.Ordinal))
                .ToDictionary(entry => entry.FullName["tools/net10.0/any/".Length..], entry => new StreamReader(entry.Open()).ReadToEnd());
            AssertComplete(files);
            Assert.Equal(["linux-arm64", "linux-x64", "osx", "osx-arm64", "unix", "win", "win-x64"], Runtimes(files.Keys));
        }
        var archive = Directory.GetFiles(_place.File("out"), "*.tar.gz").Single();
        var unpacked = Files(archive);
        AssertComplete(unpacked);
        Assert.Contains("chaos-actors", unpacked.Keys);
        Assert.Contains("License notice for", unpacked["licences/Microsoft.NETCore.App.txt"]);
        Assert.Contains("libSkiaSharp.so", unpacked.Keys);
        Assert.DoesNotContain(unpacked.Keys, file => file.StartsWith("runtimes/", StringComparison.Ordinal) || file.EndsWith(".dll", StringComparison.Ordinal));
        Assert.All([package, archive], file => Assert.InRange(new FileInfo(file).Length, 20 * Megabyte, 120 * Megabyte));
    }

    /// <summary>What is built is for the machine that builds: a build folder is tens of MB.</summary>
    [Fact]
    public void Should_build_with_the_libraries_of_one_system() => Assert.Equal(
        [RuntimeInformation.RuntimeIdentifier, "unix"],
        Runtimes(Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(AppContext.BaseDirectory, file))));

    private static void AssertComplete(Dictionary<string, string> files)
    {
        Assert.Contains("Permission is hereby granted", files["LICENSE"]);
        Assert.Contains("| SkiaSharp | MIT |", files["THIRD-PARTY-NOTICES.md"]);
        Assert.Contains("FreeType", files["licences/SkiaSharp.txt"]);
        Assert.Contains("CC BY-SA 3.0", files["data/README.md"]);
        Assert.Contains("CC BY 4.0", files["data/README.md"]);
        foreach (var campaign in Directory.GetFiles(Repository.File("campaigns"))) Assert.Contains("campaigns/" + Path.GetFileName(campaign), files.Keys);
        foreach (var data in Directory.GetFiles(Repository.File("data"), "*", SearchOption.AllDirectories))
            Assert.Contains(Path.GetRelativePath(Repository.File(), data), files.Keys);
    }

    /// <summary>The folders of native libraries, as packages name them.</summary>
    private static IEnumerable<string> Runtimes(IEnumerable<string> files) => files
        .Where(file => file.StartsWith("runtimes/", StringComparison.Ordinal)).Select(file => file.Split('/')[1]).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Without the folder that the archive unpacks to.</summary>
    private static Dictionary<string, string> Files(string archive)
    {
        using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        while (tar.GetNextEntry() is { } entry)
            if (entry.EntryType is TarEntryType.RegularFile)
                files[entry.Name[(entry.Name.IndexOf('/') + 1)..]] = entry.Name.Contains("licences/") || entry.Length < Megabyte / 10 ? new StreamReader(entry.DataStream ?? Stream.Null).ReadToEnd() : "";
        return files;
    }
}
