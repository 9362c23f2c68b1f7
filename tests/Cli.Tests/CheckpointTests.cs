using System.Globalization;
using System.Text.RegularExpressions;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    /// <summary>One item of some seconds, killed in the middle of it more than once.</summary>
    [Fact]
    public async Task Should_continue_a_long_item_after_kill_9_with_the_same_digest()
    {
        string[] run = ["run", WriteLong(epochs: 600), "--out", "killed", "--slots", "1", "--checkpoint-every", "0.2"];
        for (var kill = 0; kill < 2; kill++)
        {
            var before = Written();
            using var program = ChaosProgram.Start(_place.Folder, run);
            await BoundedWaits.UntilAsync(() => program.HasEnded || Written() != before, "a checkpoint is written");
            Assert.False(program.HasEnded, "it ended before it was killed");
            await program.KillAsync();
        }
        var continued = await ChaosProgram.RunAsync(_place.Folder, run);
        var whole = await ChaosProgram.RunAsync(_place.Folder, "run", "long.yaml", "--out", "whole", "--slots", "1");

        Assert.True(continued.ExitCode == 0, continued.ToString());
        Assert.True(whole.ExitCode == 0, whole.ToString());
        var epochs = Continued("killed");
        Assert.Equal(2, epochs.Length);
        Assert.InRange(epochs[0], 1, epochs[1] - 1);
        Assert.Empty(Continued("whole"));
        Assert.Equal(await File.ReadAllTextAsync(_place.File("whole", "items.csv")), await File.ReadAllTextAsync(_place.File("killed", "items.csv")));
        Assert.False(Directory.Exists(_place.File("killed", "checkpoints")));
        Assert.False(Directory.Exists(_place.File("whole", "checkpoints")));

        // The length, which grows with the epochs done.
        long Written() => new DirectoryInfo(_place.File("killed", "checkpoints")) is { Exists: true } folder
            ? folder.GetFiles("*.checkpoint").Select(file => file.Length).FirstOrDefault()
            : 0;
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    public async Task Should_refuse_an_interval_that_is_none(string interval)
    {
        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", WriteLong(10), "--checkpoint-every", interval);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains($"--checkpoint-every: found {interval}, expected a number of seconds", outcome.Messages);
        Assert.False(Directory.Exists(_place.File("runs")));
    }

    private int[] Continued(string folder) =>
    [
        .. Regex.Matches(File.ReadAllText(_place.File(folder, "chaos.log")), @"Item 0 of long continues from epoch (\d+) of 600")
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
    ];

    private string WriteLong(int epochs) => _place.Write(
        "long.yaml",
        $"""
        task: mnist
        train: 2000
        test: 200
        architectures: [64-tanh]
        learningRates: [5]
        seeds: 1
        epochs: {epochs}
        perturbation: {"{count: 2, epsilon: 1e-8}"}
        thresholds: [0.7]
        """);
}
