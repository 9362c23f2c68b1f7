using System.Globalization;
using Chaos.Actors.Cli.Tests.Programs;
using PureHDF;

namespace Chaos.Actors.Cli.Tests;

/// <summary>Campaigns at the ends of what a double holds, and runs that end there.</summary>
public sealed class ExtremeNumbersTests : IDisposable
{
    // A figure that never ends takes 24 GB first; this ends it within seconds.
    private const string LittleMemory = "DOTNET_GCHeapHardLimit=0x50000000";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    // k·step never left k: the ticks of an axis of one ulp took all memory.
    [Theory]
    [InlineData("[0.3, 0.30000000000000004]")]
    [InlineData("[1, 1.0000000000000004]")]
    [InlineData("[1e-300, 1e300, 1.7e308]")]
    public async Task Should_draw_rates_that_are_neighbours_or_worlds_apart(string rates)
    {
        _place.WriteIris(rates: rates, seeds: 1, epochs: 5);

        var outcome = await ChaosProgram.RunWithAsync(LittleMemory, _place.Folder, "run", "iris.yaml");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.True(new FileInfo(_place.File("runs", "iris", "onset.png")).Length > 1000);
        ShouldBeReadable(outcome.Output);
        ShouldBeReadable(await ReportAsync());
    }

    [Theory]
    [InlineData(1, 1, "[1, 1e308]")]
    [InlineData(2, 1, "[1, 1e308]")]
    [InlineData(1, 5, "[1e300]")]
    public async Task Should_write_nothing_that_only_a_program_understands(int seeds, int epochs, string rates)
    {
        _place.WriteIris(rates: rates, seeds: seeds, epochs: epochs);

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        ShouldBeReadable(outcome.Output);
        ShouldBeReadable(await ReportAsync());
        Assert.DoesNotContain("measuring the rate", outcome.Messages.Split('\n').Last(line => line.Contains("100%", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Should_say_that_nothing_has_finished()
    {
        _place.WriteIris(seeds: 3);
        Assert.Equal(0, (await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml")).ExitCode);
        _place.Execute("runs/iris", "DELETE FROM results");

        var none = await ChaosProgram.RunAsync(_place.Folder, "report", "runs/iris");

        Assert.True(none.ExitCode == 0, none.ToString());
        Assert.Contains("No seed of 3 has finished", none.Output);
        Assert.DoesNotContain("0 seeds", none.Output);
    }

    // argmax of NaN is class 0, 85 % of the test rows.
    [Fact]
    public async Task Should_not_count_what_a_diverged_run_answers()
    {
        var random = new Random(1);
        _place.Write("skew.csv", string.Concat(Enumerable.Range(0, 100).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{random.NextDouble() + (i % 7 == 3 ? 3 : 0):0.000},{random.NextDouble() - (i % 7 == 3 ? 1 : -1):0.000},{(i % 7 == 3 ? "rare" : "common")}\n"))));
        _place.Write("div.yaml", """
            task: {csv: {train: skew.csv}}
            architectures: ["16-16-16-16-16-16-relu-normal"]
            learningRates: [1e100]
            seeds: 3
            epochs: 3
            perturbation: {count: 1, epsilon: 1e-8}
            thresholds: [0.8]
            """);

        var run = await ChaosProgram.RunAsync(_place.Folder, "run", "div.yaml");
        var status = await ChaosProgram.RunAsync(_place.Folder, "status", "runs/div", "--json");
        var cells = await File.ReadAllLinesAsync(_place.File("runs", "div", "cells.csv"));
        var items = await File.ReadAllLinesAsync(_place.File("runs", "div", "items.csv"));

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("No seed reaches accuracy 0.8", run.Output);
        Assert.Equal("inf", Column(cells, "tau_0.8")[0]);
        Assert.All(Column(items, "tau_0.8"), time => Assert.Contains(time, new[] { "", "0" })); // before the first step, if at all
        Assert.All(Column(items, "diverged_at"), epoch => Assert.Equal("1", epoch));

        // As a former release left it: the accuracy at the non-finite loss counted.
        _place.Execute("runs/div", """
            UPDATE results SET final_accuracy = 0.85, best_accuracy = 0.85;
            UPDATE results SET training_times = '[1]' WHERE training_times = '[null]'
            """);
        var old = await ChaosProgram.RunAsync(_place.Folder, "status", "runs/div", "--json");
        Assert.Equal(status.Output, old.Output);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public async Task Should_see_an_overflow_in_the_last_step_as_in_any_other(int epochs)
    {
        var outcome = await ChaosProgram.RunAsync(
            _place.Folder, "pair", "--task", "iris", "--hidden", "16,16,16,16,16,16", "--activation", "relu", "--initialisation", "he",
            "--eta", "100", "--perturbations", "1", "--out", "x.h5", "--epochs", epochs.ToString(CultureInfo.InvariantCulture));

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("diverged  at epoch 6", outcome.Output);
        using var file = H5File.OpenRead(_place.File("x.h5"));
        Assert.Equal(6, file.Attribute("diverged_at").Read<int>());
    }

    // The draws' table was sized by the file's seeds: an overflow at 1.1 million, 4 GB at a million.
    [Theory]
    [InlineData(1_100_000)]
    [InlineData(3_000_000)]
    public async Task Should_report_what_has_finished_of_millions_of_seeds(int seeds)
    {
        _place.WriteIris(seeds: seeds, epochs: 5, rates: "[1]");
        using (var run = ChaosProgram.Start(_place.Folder, "run", "iris.yaml"))
        {
            await BoundedWaits.UntilAsync(() => _place.StoredItems("runs/iris") >= 20 || run.HasEnded, "20 items are stored");
            run.Signal("INT");
            Assert.Equal(4, (await run.EndAsync()).ExitCode);
        }

        foreach (var command in new[] { "report", "export" })
        {
            var outcome = await ChaosProgram.RunWithAsync("DOTNET_GCHeapHardLimit=0x20000000", _place.Folder, command, "runs/iris");
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
        }
    }

    // What the program says in it: the campaign file is there as its author wrote it.
    private async Task<string> ReportAsync() =>
        (await File.ReadAllTextAsync(_place.File("runs", "iris", "report.md"))).Replace(await File.ReadAllTextAsync(_place.File("iris.yaml")), "", StringComparison.Ordinal);

    private static void ShouldBeReadable(string text)
    {
        foreach (var word in new[] { "Infinity", "NaN", "0000000000" }) Assert.DoesNotContain(word, text);
    }

    private static string[] Column(string[] lines, string name)
    {
        var column = Array.IndexOf(lines[0].Split(','), name);
        return [.. lines.Skip(1).Select(line => line.Split(',')[column])];
    }
}
