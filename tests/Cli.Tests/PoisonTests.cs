using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

public sealed class PoisonTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    /// <summary>Trainer and coordinator are one process here: nobody is left to notice what killed it.</summary>
    [Fact]
    public async Task Should_quarantine_an_item_whose_process_dies_three_times_and_finish_the_others()
    {
        _place.WriteIris(seeds: 1, epochs: 40_000, rates: "[0.05, 0.5, 1, 3]");
        string[] run = ["run", "iris.yaml", "--out", "poisoned", "--slots", "1"];
        for (var kill = 0; kill < 3; kill++)
        {
            var before = Marks().ToHashSet();
            using var program = ChaosProgram.Start(_place.Folder, run);
            while (!program.HasEnded && !Marks().Except(before).Any(IsOfItem0)) await Task.Delay(5);
            Assert.False(program.HasEnded, "it ended before item 0 killed it");
            await program.KillAsync(); // what an item does that runs out of memory
        }
        var last = await ChaosProgram.RunAsync(_place.Folder, run);
        var status = await ChaosProgram.RunAsync(_place.Folder, "status", "poisoned", "--json");

        Assert.True(last.ExitCode == 3, last.ToString());
        Assert.Contains("died while computing this item", last.ToString() + status);
        Assert.Contains("\"done\":3", status.Output.Replace(" ", "", StringComparison.Ordinal));
    }

    private string[] Marks() => new DirectoryInfo(_place.File("poisoned", "checkpoints", "running")) is { Exists: true } folder
        ? [.. folder.GetFiles("*.running").Select(file => file.FullName)]
        : [];

    private static bool IsOfItem0(string path) => File.ReadAllText(path).Contains("\"Item\":0,", StringComparison.Ordinal);
}
