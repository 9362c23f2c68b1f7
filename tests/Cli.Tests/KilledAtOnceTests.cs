using System.Text.Json;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>kill -9 before an item has come anywhere, more often than an item may fail.</summary>
public sealed class KilledAtOnceTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 6;
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_complete_with_the_same_bytes_after_every_kill_in_the_first_minute_of_the_same_item()
    {
        _place.WriteIris(seeds: 1, epochs: 20_000, rates: "[0.05, 0.5, 1, 3]");
        string[] run = ["run", "iris.yaml", "--out", "killed", "--slots", "1"];
        var seed = BoundedWaits.RandomSeed();
        output.WriteLine($"kills at random with CHAOS_TEST_SEED={seed}");
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = Markers().ToHashSet();
            using var program = ChaosProgram.Start(_place.Folder, run);
            await BoundedWaits.UntilAsync(
                () => program.HasEnded || Markers().Except(before).Any(IsOfItem0), "item 0 runs", TimeSpan.FromMilliseconds(5));
            // Some at once, some when it has come a little further.
            var looks = kill % 2 == 0 ? 0 : random.Next(20);
            for (var look = 0; look < looks; look++) await Task.Delay(TimeSpan.FromMilliseconds(10));
            Assert.False(program.HasEnded, "it ended before it was killed");
            await program.KillAsync();
        }
        var last = await ChaosProgram.RunAsync(_place.Folder, run);
        var whole = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "whole", "--slots", "1");
        var status = await ChaosProgram.RunAsync(_place.Folder, "status", "killed", "--json");

        Assert.True(last.ExitCode == 0, last.ToString());
        Assert.True(whole.ExitCode == 0, whole.ToString());
        foreach (var name in new[] { "items.csv", "cells.csv" })
            Assert.Equal(await File.ReadAllTextAsync(_place.File("whole", name)), await File.ReadAllTextAsync(_place.File("killed", name)));
        Assert.Equal(4, JsonDocument.Parse(status.Output).RootElement.GetProperty("done").GetInt64());
    }

    private string[] Markers() => new DirectoryInfo(_place.File("killed", "checkpoints", "running")) is { Exists: true } folder
        ? [.. folder.GetFiles("*.running").Select(file => file.FullName)]
        : [];

    private static bool IsOfItem0(string path)
    {
        try
        {
            return File.ReadAllText(path).Contains("\"Item\":0,", StringComparison.Ordinal);
        }
        catch (FileNotFoundException)
        {
            return false; // it has just been taken over
        }
    }
}
