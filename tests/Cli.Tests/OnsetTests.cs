using System.Text.Json;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary><c>chaos onset</c>, the real program on Iris.</summary>
public sealed class OnsetTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 6;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    /// <summary>kill -9 at any moment, in the middle of a round or between two, must not change a byte of the result.</summary>
    [Fact]
    public async Task Should_take_the_same_rounds_to_the_same_bytes_after_being_killed_again_and_again()
    {
        Write("[0.05, 10]", 18, "tangents: 1", epochs: 400);
        var whole = await RunAsync("--out", "whole");
        var all = _place.StoredItems("whole");
        var seed = BoundedWaits.RandomSeed();
        output.WriteLine($"kills at random with CHAOS_TEST_SEED={seed}");
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var program = ChaosProgram.Start(_place.Folder, "onset", "iris.yaml", "--width", "0.5", "--out", "killed");
            // In the first half: the whole of it may be over before a kill that comes late has come.
            var goal = all * (1 + 2 * kill + random.Next(2)) / (4 * Kills);
            await BoundedWaits.UntilAsync(() => program.HasEnded || _place.StoredItems("killed") >= goal, $"{goal} items are stored", Look);
            Assert.False(program.HasEnded, $"it ended before it was killed (seed {seed})");
            await program.KillAsync();
        }
        var last = await RunAsync("--out", "killed");
        var again = await RunAsync("--out", "killed");

        Assert.True(whole.ExitCode == 0, whole.ToString());
        Assert.True(last.ExitCode == 0, $"seed {seed}\n{last}");
        Assert.Contains("resuming: ", last.Messages);
        Assert.Contains($"already complete: {all} of {all} items done", again.Messages);
        Assert.Equal(Search(whole), Search(last));
        Assert.True(JsonDocument.Parse(whole.Output).RootElement.GetProperty("search").GetProperty("rounds").GetInt32() > 3, whole.Output);
        foreach (var name in new[] { "items.csv", "cells.csv" })
            Assert.Equal(await File.ReadAllTextAsync(_place.File("whole", name)), await File.ReadAllTextAsync(_place.File("killed", name)));
    }

    /// <summary>The same as a field of the campaign file, for <c>run</c>, <c>status</c> and <c>resume</c>.</summary>
    [Fact]
    public async Task Should_search_as_the_campaign_file_says()
    {
        Write("[0.05, 10]", 8, "tangents: 1\nsearch: {width: 0.5, budget: 60}");
        var run = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "r");
        var status = await ChaosProgram.RunAsync(_place.Folder, "status", "r");
        var resumed = await ChaosProgram.RunAsync(_place.Folder, "resume", "r");

        Assert.True(run.ExitCode == 0, run.ToString());
        // Of rounds that are over between two looks nothing is said.
        Assert.Matches("round [1-9]: (from η = 0.05 to 10|η_c between .*), \\d+ items?", run.Messages);
        Assert.Matches("in\\s+[2-9]\\s+rounds", run.Output);
        Assert.Matches("(?s)The budget of 60 items does\\s+not hold the \\d+ of another round", run.Output);
        Assert.Matches("(?s)The search took\\s+\\d+ items \\([\\d,]+\\s+replica-epochs\\)", run.Output);
        Assert.StartsWith("e: finished, ", status.Output.Replace("iris:", "e:", StringComparison.Ordinal));
        Assert.Contains("The budget of 60 items", status.Output);
        Assert.Contains("already complete", resumed.Messages);
        Assert.Equal(0, resumed.ExitCode);
    }

    [Theory]
    [InlineData("[0.001, 0.05]", 8, "tangents: 1", "No onset below η = 0.05: give a larger `high`.")]
    [InlineData("[6, 40]", 8, "tangents: 1", "Already chaotic at η = 6: give a smaller `low`.")]
    [InlineData("[0.05, 10]", 1, "tangents: 1", "which so few seeds cannot settle")]
    [InlineData("[0.001, 0.05]", 3, "tangents: 1\nthresholds: [1]", "as far as 3 seeds can tell: give a larger `high`. No run reaches accuracy 1 within 60 epochs")]
    public async Task Should_end_with_a_sentence_where_there_is_no_onset_to_be_found(string rates, int seeds, string more, string sentence)
    {
        Write(rates, seeds, more, epochs: 60);
        var run = await RunAsync("--out", "r");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains(sentence, JsonDocument.Parse(run.Output).RootElement.GetProperty("search").GetProperty("ended").GetString());
    }

    [Fact]
    public async Task Should_say_what_is_wrong_with_its_range_and_budget()
    {
        Write("[1, 1.5]", 8, "tangents: 1");
        var narrow = await RunAsync();
        Write("[0.05, 10]", 8, "tangents: 1");
        var poor = await RunAsync("--budget", "10");

        Assert.Equal((2, 2), (narrow.ExitCode, poor.ExitCode));
        Assert.Contains("iris.yaml:3:16: learningRates: found η from 1 to 1.5, expected a range", narrow.Messages);
        Assert.Contains("--budget: found 10, expected at least the 16 items of the first round", poor.Messages);
        Assert.False(Directory.Exists(_place.File("runs")));
    }

    private Task<ChaosProgram.Outcome> RunAsync(params string[] more) =>
        ChaosProgram.RunAsync(_place.Folder, ["onset", "iris.yaml", "--width", "0.5", "--json", .. more]);

    private void Write(string rates, int seeds, string more, int epochs = 100) => _place.Write("iris.yaml", $"""
        task: iris
        architectures: [10-sigmoid]
        learningRates: {rates}
        seeds: {seeds}
        epochs: {epochs}
        perturbation: {"{count: 0}"}
        {(more.Contains("thresholds", StringComparison.Ordinal) ? "" : "thresholds: [0.7]")}
        {more}
        """);

    private static string Search(ChaosProgram.Outcome run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("search").GetRawText();
}
