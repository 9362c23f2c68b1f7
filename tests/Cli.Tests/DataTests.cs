using System.Text.Json;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>A user's own data: what <c>validate</c> says of them, and campaigns that go on after they were moved.</summary>
public sealed class DataTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private static string Rows(string header = "", int classes = 3) => header + string.Concat(Enumerable.Range(0, 30).Select(
        i => FormattableString.Invariant($"{i % classes + i / 100.0},{i % 7 / 7.0},c{i % classes}\n")));

    private string Campaign(string folder, string data = "data.csv", int seeds = 2, string task = "")
    {
        Directory.CreateDirectory(_place.File(folder));
        _place.Write(Path.Combine(folder, "c.yaml"), $"""
            name: c
            task: {(task.Length > 0 ? task : $"{{csv: {{train: {data}}}}}")}
            architectures: [8-tanh]
            learningRates: [0.1, 1]
            seeds: {seeds}
            epochs: 5
            perturbation: {"{count: 2, epsilon: 1e-8}"}
            thresholds: [0.5]
            """);
        return _place.File(folder);
    }

    private static string Text(ChaosProgram.Outcome outcome, int exitCode)
    {
        Assert.True(outcome.ExitCode == exitCode, outcome.ToString());
        return outcome.Output + outcome.Messages;
    }

    [Fact]
    public async Task Should_show_what_was_taken_for_header_samples_and_classes()
    {
        var folder = Campaign("p");
        _place.Write("p/data.csv", Rows("x,y,kind\n"));

        var text = Text(await ChaosProgram.RunAsync(folder, "validate", "c.yaml"), 0);
        using var json = JsonDocument.Parse((await ChaosProgram.RunAsync(folder, "validate", "c.yaml", "--json")).Output);

        Assert.Contains("data.csv: 30 samples from line 2; header in line 1: x, y, kind", text);
        Assert.Contains("training  24 samples: class c0 × 8, c1 × 8, c2 × 8", text);
        Assert.Contains("test      6 samples: class c0 × 2, c1 × 2, c2 × 2", text);
        Assert.DoesNotContain("warning", text);
        var task = json.RootElement.GetProperty("tasks")[0];
        var file = task.GetProperty("files")[0];
        Assert.Equal((30, 1, 2), (file.GetProperty("samples").GetInt32(), file.GetProperty("headerLine").GetInt32(), file.GetProperty("firstSampleLine").GetInt32()));
        Assert.Equal("kind", file.GetProperty("header")[2].GetString());
        var counts = task.GetProperty("testClasses");
        Assert.Equal(("c2", 2), (counts[2].GetProperty("class").GetString(), counts[2].GetProperty("samples").GetInt32()));
        Assert.Empty(json.RootElement.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task Should_warn_of_parts_that_teach_nothing_when_validating_and_once_when_running()
    {
        var folder = Campaign("p");
        // Five classes in turn: every fifth row is of class c4.
        _place.Write("p/data.csv", Rows(classes: 5));

        var validated = Text(await ChaosProgram.RunAsync(folder, "validate", "c.yaml"), 0);
        var run = Text(await ChaosProgram.RunAsync(folder, "run", "c.yaml"), 0);

        Assert.Contains("warning   test part: all 6 samples are of class c4", validated);
        Assert.Contains("only class c4 × 6", validated);
        Assert.Contains("no header", validated);
        Assert.Equal(2, run.Split("classes without a training sample (c4)").Length);
        Assert.Contains("warning: test part: all 6 samples are of class c4", run);
    }

    /// <summary>The absolute path of the data was part of the campaign: whoever moved a folder with its data could not go on.</summary>
    [Fact]
    public async Task Should_go_on_wherever_the_folder_and_its_data_are_moved()
    {
        var folder = Campaign("here");
        _place.Write("here/data.csv", Rows());
        Text(await ChaosProgram.RunAsync(folder, "run", "c.yaml"), 0);
        var moved = _place.File("somewhere else");
        Directory.Move(folder, moved);

        Assert.Contains("already complete", Text(await ChaosProgram.RunAsync(moved, "run", "c.yaml"), 0));
        Assert.Contains("already complete", Text(await ChaosProgram.RunAsync(moved, "resume", "runs/c"), 0));
        Text(await ChaosProgram.RunAsync(moved, "verify", "runs/c"), 0);
        Text(await ChaosProgram.RunAsync(moved, "status", "runs/c"), 0);
        Text(await ChaosProgram.RunAsync(moved, "report", "runs/c"), 0);

        // Renamed too, and named in the file.
        File.Move(Path.Combine(moved, "data.csv"), Path.Combine(moved, "renamed.csv"));
        Campaign("somewhere else", "renamed.csv");
        Assert.Contains("already complete", Text(await ChaosProgram.RunAsync(moved, "run", "c.yaml"), 0));
        var lost = Text(await ChaosProgram.RunAsync(moved, "verify", "runs/c"), 2);
        Assert.Contains("no longer there", lost);
        Assert.Contains(Path.Combine(folder, "data.csv"), lost);
    }

    [Fact]
    public async Task Should_compute_the_rest_where_the_data_are_now()
    {
        var folder = Campaign("here", seeds: 400);
        _place.Write("here/data.csv", Rows());
        using (var program = ChaosProgram.Start(folder, "run", "c.yaml"))
        {
            await BoundedWaits.UntilAsync(() => program.HasEnded || _place.StoredItems("here/runs/c") >= 1, "an item is stored");
            await program.KillAsync();
        }
        var moved = _place.File("there");
        Directory.Move(folder, moved);

        Text(await ChaosProgram.RunAsync(moved, "resume", "runs/c"), 0);

        Assert.Equal(800, _place.StoredItems("there/runs/c"));
    }

    [Fact]
    public async Task Should_refuse_other_data_in_the_old_place_and_in_the_new_one()
    {
        var folder = Campaign("here");
        _place.Write("here/data.csv", Rows());
        Text(await ChaosProgram.RunAsync(folder, "run", "c.yaml"), 0);
        _place.Write("here/data.csv", Rows(classes: 2));

        var text = Text(await ChaosProgram.RunAsync(folder, "run", "c.yaml"), 2);

        Assert.Contains("data.csv is something else", text);
        Assert.Contains("content hash", text);
        Assert.Equal(4, _place.StoredItems("here/runs/c"));

        // What the file names now is another campaign, whatever lies where the first one's data were.
        _place.Write("here/data.csv", Rows());
        _place.Write("here/other.csv", Rows(classes: 2));
        Campaign("here", "other.csv");
        Assert.Contains("other.csv is something else", Text(await ChaosProgram.RunAsync(folder, "run", "c.yaml"), 2));
    }

    [Fact]
    public async Task Should_show_the_part_in_which_two_long_values_differ()
    {
        var rates = string.Join(", ", Enumerable.Range(1, 60).Select(k => $"0.{k:000}"));
        _place.WriteIris("a.yaml", rates: $"[{rates}]", seeds: 1, epochs: 1, more: "name: same");
        _place.WriteIris("b.yaml", rates: $"[{rates[..^1]}5]", seeds: 1, epochs: 2, more: "name: same");
        Text(await ChaosProgram.RunAsync(_place.Folder, "run", "a.yaml"), 0);

        var text = Text(await ChaosProgram.RunAsync(_place.Folder, "run", "b.yaml"), 2);

        Assert.Contains("0.06 there", text);
        Assert.Contains("0.065 here", text);
    }
}
