using System.Runtime.CompilerServices;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests.Golden;

/// <summary>
/// Databases as earlier releases left them are read, go on, and are found to be what is computed today. Each is a whole folder's
/// chaos.db, journal included: three learning rates on Iris, two seeds, one item divergent.
/// </summary>
public sealed class GoldenDatabaseTests : IDisposable
{
    private const string Run = "runs/golden";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("schema-3.sqlite")]
    public async Task Should_read_verify_and_continue_a_database_of_an_earlier_release(string database)
    {
        Directory.CreateDirectory(_place.File(Run));
        File.Copy(Path(database), _place.File(Run, "chaos.db"));

        // Reading changes nothing, so the tables are still those of that release.
        await HoldsAsync();
        // From here on they are today's.
        var resumed = await ChaosProgram.RunAsync(_place.Folder, "resume", Run);
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Contains("6/6 items", resumed.Messages);
        await HoldsAsync();
    }

    private async Task HoldsAsync()
    {
        var report = await ChaosProgram.RunAsync(_place.Folder, "report", Run);
        Assert.True(report.ExitCode == 0, report.ToString());
        var items = await File.ReadAllLinesAsync(_place.File(Run, "items.csv"));
        Assert.Equal(6, items.Count(line => line.Contains("3-relu", StringComparison.Ordinal)));
        Assert.Contains("1350f67caa5f5872b323b49cc56a1c308f19ca5b37b203dcab4674691bc810b3", items[1]);

        var verified = await ChaosProgram.RunAsync(_place.Folder, "verify", Run);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Contains("6 items computed again: every digest is the same", verified.Output);
        Assert.Contains("6 stored rows read: none is damaged", verified.Output);
    }

    private static string Path(string name, [CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, name);
}
