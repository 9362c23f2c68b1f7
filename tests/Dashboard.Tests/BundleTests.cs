using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Dashboard.Tests;

/// <summary>The page in the repository, that building needs no Node.</summary>
public sealed class BundleTests
{
    private static readonly string Page = Repository.Text("src", "Dashboard", "dashboard.html");

    [Fact]
    public void Should_be_small_and_load_nothing()
    {
        Assert.InRange(Page.Length, 10_000, 300_000);
        Assert.DoesNotMatch(@"(?i)<(script|img|iframe|link)[^>]*\s(src|href)\s*=\s*[""'](?!data:)", Page);
        Assert.DoesNotMatch(@"@import|url\(", Regex.Match(Page, "<style>(.*?)</style>", RegexOptions.Singleline).Value);
        Assert.DoesNotMatch("\"resolved\"|\\.npmjs\\.|registry\\.", Repository.Text("src", "Dashboard", "package-lock.json"));
    }

    [RebuildFact]
    public async Task Should_be_what_its_sources_make()
    {
        var made = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var build = Process.Start(new ProcessStartInfo(Repository.File("build", "dashboard"), [made]))!;
            build.EndInTime();
            Assert.Equal(0, build.ExitCode);
            Assert.True(await File.ReadAllTextAsync(made) == Page, "src/Dashboard/dashboard.html is not what build/dashboard makes of src/Dashboard");
        }
        finally
        {
            File.Delete(made);
        }
    }
}

/// <summary>Skipped where Node, or its packages, are not to be had.</summary>
public sealed class RebuildFactAttribute : FactAttribute
{
    public RebuildFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!CanBuild()) Skip = "needs Node 20, and the packages that src/Dashboard/package-lock.json names";
    }

    private static bool CanBuild()
    {
        try
        {
            using var install = Process.Start(new ProcessStartInfo(Repository.File("build", "dashboard"), ["--packages"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            return install.WaitForExit(TimeSpan.FromMinutes(2)) && install.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
