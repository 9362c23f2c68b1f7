using System.Text.Json;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

public sealed class RunTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_run_a_campaign_and_write_down_what_it_says()
    {
        _place.WriteIris("flowers.yaml");

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", "flowers.yaml", "--slots", "2");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("τ(0.70)", outcome.Output);
        Assert.Contains("95 % interval", outcome.Output);
        Assert.Contains("100% · 4/4 items", outcome.Messages);
        Assert.DoesNotContain("\e[", outcome.Output + outcome.Messages);
        foreach (var name in new[] { "items.csv", "cells.csv", "report.md", "verdict.json", "onset.png", "onset.svg", "divergence.png", "divergence.svg", "chaos.db" })
            Assert.True(new FileInfo(_place.File("runs", "flowers", name)).Length > 0, name);
        Assert.Equal(1 + 4, (await File.ReadAllLinesAsync(_place.File("runs", "flowers", "items.csv"))).Length);
        Assert.Contains(Path.Combine("runs", "flowers", "onset.png .svg .pdf"), outcome.Output);
    }

    [Fact]
    public async Task Should_describe_the_same_campaign_to_programs_and_repeat_nothing()
    {
        _place.WriteIris();
        await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml");

        var again = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--json");
        var status = await ChaosProgram.RunAsync(_place.Folder, "status", "runs/iris", "--json");
        var validation = await ChaosProgram.RunAsync(_place.Folder, "validate", "iris.yaml", "--json");

        Assert.Contains("already complete: 4 of 4 items done", again.Messages);
        var run = JsonDocument.Parse(again.Output).RootElement;
        Assert.Equal("chaos/run/2", run.GetProperty("schema").GetString());
        Assert.Equal(2, run.GetProperty("cells").GetArrayLength());
        Assert.Equal(4, run.GetProperty("done").GetInt64());
        var state = JsonDocument.Parse(status.Output).RootElement;
        Assert.Equal(("chaos/status/1", "finished", 4), (state.GetProperty("schema").GetString(), state.GetProperty("state").GetString(), state.GetProperty("done").GetInt32()));
        var grid = JsonDocument.Parse(validation.Output).RootElement;
        Assert.Equal(4 * 3 * 20, grid.GetProperty("replicaEpochs").GetInt32());
    }

    [Fact]
    public async Task Should_read_the_stored_series_with_another_estimator_beside_the_first()
    {
        _place.WriteIris();
        await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml");
        var cells = await File.ReadAllTextAsync(_place.File("runs", "iris", "cells.csv"));

        var report = await ChaosProgram.RunAsync(_place.Folder, "report", "runs/iris", "--estimator", "danovski");
        var export = await ChaosProgram.RunAsync(_place.Folder, "export", "runs/iris", "--format", "csv", "--out", "elsewhere");

        Assert.True(report.ExitCode == 0, report.ToString());
        Assert.True(export.ExitCode == 0, export.ToString());
        Assert.Equal(cells, await File.ReadAllTextAsync(_place.File("runs", "iris", "cells.csv")));
        Assert.Equal(cells, await File.ReadAllTextAsync(_place.File("elsewhere", "cells.csv")));
        Assert.Contains("danovski", await File.ReadAllTextAsync(_place.File("runs", "iris", "danovski", "report.md")));
    }

    [Fact]
    public async Task Should_draw_figures_for_the_column_of_a_journal()
    {
        await ChaosProgram.RunAsync(_place.Folder, "run", _place.WriteIris());

        var report = await ChaosProgram.RunAsync(_place.Folder, "report", "runs/iris", "--width", "85", "--out", "print");
        var refused = await ChaosProgram.RunAsync(_place.Folder, "report", "runs/iris", "--width", "5", "--out", "nothing");

        Assert.True(report.ExitCode == 0, report.ToString());
        Assert.Contains("width=\"85mm\"", await File.ReadAllTextAsync(_place.File("print", "onset.svg")));
        Assert.StartsWith("%PDF-", await File.ReadAllTextAsync(_place.File("print", "onset.pdf")), StringComparison.Ordinal);
        Assert.Contains("The figure estimators is left out: no tangent vectors were followed.", await File.ReadAllTextAsync(_place.File("print", "report.md")));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--width: found 5, expected 60 to 420 millimetres", refused.Messages);
        Assert.False(Directory.Exists(_place.File("nothing")));
    }

    [Fact]
    public async Task Should_allow_no_perturbation_at_all()
    {
        _place.Write("still.yaml", (await File.ReadAllTextAsync(_place.File(_place.WriteIris()))).Replace("1e-8", "0"));

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", "still.yaml");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
    }

    [Fact]
    public async Task Should_refuse_the_folder_of_another_campaign_and_say_what_differs()
    {
        _place.WriteIris();
        _place.WriteIris("other.yaml", seeds: 3, epochs: 21);
        await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "here");

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", "other.yaml", "--out", "here");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("name (iris there, other here); seeds (2 there, 3 here); epochs (20 there, 21 here)", outcome.Messages);
    }

    [Fact]
    public async Task Should_leave_everything_in_one_file()
    {
        var run = await ChaosProgram.RunAsync(_place.Folder, "run", _place.WriteIris(), "--out", "out");
        Assert.True(run.ExitCode == 0, run.ToString());
        Directory.CreateDirectory(_place.File("alone"));
        File.Copy(_place.File("out", "chaos.db"), _place.File("alone", "chaos.db"));

        var export = await ChaosProgram.RunAsync(_place.Folder, "export", "alone", "--format", "csv");

        Assert.True(export.ExitCode == 0, export.ToString());
        Assert.Equal(File.ReadAllBytes(_place.File("out", "items.csv")), File.ReadAllBytes(_place.File("alone", "items.csv")));
    }
}
