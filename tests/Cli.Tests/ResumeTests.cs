using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

public sealed class ResumeTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 5;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    /// <summary>kill -9 at any moment, any number of times, must not change a byte of the result.</summary>
    [Fact]
    public async Task Should_end_with_the_same_bytes_after_being_killed_again_and_again()
    {
        _place.WriteIris(seeds: 40, epochs: 2000, rates: "[0.05, 0.5, 1, 3]");
        var whole = ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "whole", "--slots", "1");
        var seed = BoundedWaits.RandomSeed();
        output.WriteLine($"kills at random with CHAOS_TEST_SEED={seed}");
        var random = new Random(seed);
        var done = new List<long>();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var program = ChaosProgram.Start(_place.Folder, "run", "iris.yaml", "--out", "killed", "--slots", "1");
            // Killed by what it has done, not by the clock, and then by a little chance: a slow machine kills no later.
            var goal = kill == 0 ? random.Next(0, 2) : done[^1] + random.Next(1, 12);
            await BoundedWaits.UntilAsync(() => program.HasEnded || _place.StoredItems("killed") >= goal, $"{goal} items are stored", Look);
            for (var looks = random.Next(20); looks > 0 && !program.HasEnded; looks--) await Task.Delay(Look);
            await program.KillAsync();
            done.Add(await DoneAsync("killed"));
        }
        var last = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "killed", "--slots", "1");
        var reference = await whole;

        Assert.True(last.ExitCode == 0, $"seed {seed}\n{last}");
        Assert.True(reference.ExitCode == 0, reference.ToString());
        Assert.Equal(done.Order(), done);
        // What was done before the last start was taken over, not computed again: all of it but a group whose rows were
        // written when the kill came and whose events were not (it was never acknowledged; one slot makes small groups).
        var resumed = long.Parse(
            Regex.Match(last.Messages, @"resuming: (\d+) of 160 items done").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(resumed, done[^1] - 2, done[^1]);
        foreach (var name in new[] { "items.csv", "cells.csv" })
            Assert.Equal(await File.ReadAllTextAsync(_place.File("whole", name)), await File.ReadAllTextAsync(_place.File("killed", name)));
        Assert.True(done[^1] is > 0 and < 160, $"killed at {string.Join(", ", done)} items (seed {seed})");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Should_stop_on_a_signal_and_say_how_to_continue(string signal)
    {
        // Far more than any machine finishes before the signals come.
        _place.WriteIris(seeds: 5000, epochs: 2000, rates: "[0.05, 0.5, 1, 3]");
        using var program = ChaosProgram.Start(_place.Folder, "run", "iris.yaml", "--slots", "1");
        await BoundedWaits.UntilAsync(() => program.HasEnded || _place.StoredItems("runs/iris") >= 3, "3 items are stored", Look);
        program.Signal(signal);
        var stopped = await program.EndAsync();

        var done = await DoneAsync("runs/iris");
        using var resumed = ChaosProgram.Start(_place.Folder, "resume", "runs/iris");
        await BoundedWaits.UntilAsync(() => resumed.HasEnded || _place.StoredItems("runs/iris") > done, "it goes on", Look);
        resumed.Signal(signal);
        var again = await resumed.EndAsync();

        Assert.True(stopped.ExitCode == 4, stopped.ToString());
        Assert.Empty(stopped.Output);
        Assert.Contains($"interrupted: {done} of 20,000 items done and kept", stopped.Messages);
        Assert.Contains("continue with:  chaos resume runs/iris", stopped.Messages);
        Assert.True(again.ExitCode == 4, again.ToString());
        Assert.Contains($"resuming: {done} of 20,000 items done", again.Messages);
    }

    [Fact]
    public async Task Should_let_one_process_work_in_a_folder_and_others_look()
    {
        _place.WriteIris(seeds: 5000, epochs: 2000, rates: "[0.05, 0.5, 1, 3]");
        using var first = ChaosProgram.Start(_place.Folder, "run", "iris.yaml");
        await BoundedWaits.UntilAsync(() => first.HasEnded || _place.StoredItems("runs/iris") >= 1, "an item is stored", Look);

        var second = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml");
        var status = await ChaosProgram.RunAsync(_place.Folder, "status", "runs/iris");
        await first.KillAsync();
        var after = await ChaosProgram.RunAsync(_place.Folder, "status", "runs/iris");

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("another process", second.Messages);
        Assert.Contains("iris: running", status.Output);
        Assert.Contains("iris: interrupted", after.Output);
    }

    private async Task<long> DoneAsync(string folder)
    {
        var status = await ChaosProgram.RunAsync(_place.Folder, "status", folder, "--json");
        return status.ExitCode == 0 ? JsonDocument.Parse(status.Output).RootElement.GetProperty("done").GetInt64() : 0;
    }
}
