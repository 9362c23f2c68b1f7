using System.Text.Json;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Cli.Tests.Programs;
using Chaos.Actors.Cli.Verification;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Cli.Tests;

public sealed class VerifyTests : IDisposable
{
    private const string Run = "runs/iris";

    /// <summary>As if a node named t2 had computed items 1 and 3, with the second seed in the first one's place and the reverse.</summary>
    private const string Wrong =
        """
        CREATE TEMP TABLE right AS SELECT * FROM results;
        UPDATE results SET node = 't2',
            loss = (SELECT loss FROM right WHERE right.item_index = 4 - results.item_index),
            accuracy = (SELECT accuracy FROM right WHERE right.item_index = 4 - results.item_index),
            distance = (SELECT distance FROM right WHERE right.item_index = 4 - results.item_index),
            lambda = (SELECT lambda FROM right WHERE right.item_index = 4 - results.item_index),
            initial_distance = (SELECT initial_distance FROM right WHERE right.item_index = 4 - results.item_index),
            final_accuracy = (SELECT final_accuracy FROM right WHERE right.item_index = 4 - results.item_index),
            best_accuracy = (SELECT best_accuracy FROM right WHERE right.item_index = 4 - results.item_index),
            training_times = (SELECT training_times FROM right WHERE right.item_index = 4 - results.item_index),
            digest = (SELECT digest FROM right WHERE right.item_index = 4 - results.item_index)
        WHERE item_index IN (1, 3)
        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_find_that_what_is_stored_is_what_is_computed()
    {
        await RunAsync();

        var text = await VerifyAsync();
        var json = await VerifyAsync("--sample", "3", "--seed", "7", "--json");
        var again = await VerifyAsync("--sample", "3", "--seed", "7", "--json");

        Assert.True(text.ExitCode == 0, text.ToString());
        Assert.Contains("4 items computed again: every digest is the same (--seed ", text.Output);
        var verified = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal("chaos/verify/1", verified.GetProperty("schema").GetString());
        Assert.Equal((3, 7), (verified.GetProperty("checked").GetInt32(), verified.GetProperty("seed").GetInt32()));
        Assert.Equal(json.Output, again.Output);
    }

    [Fact]
    public async Task Should_name_a_node_that_computed_something_else()
    {
        await RunAsync();
        _place.Execute(Run, Wrong);

        var text = await VerifyAsync();
        var json = JsonDocument.Parse((await VerifyAsync("--json")).Output).RootElement;

        Assert.True(text.ExitCode == 6, text.ToString());
        Assert.Contains(
            "t2 computed something else than this machine: items 1, 3; the first difference is in item 1, loss of copy 0 at epoch 0.",
            text.Output);
        Assert.DoesNotContain(Environment.MachineName + " computed", text.Output);
        Assert.Equal(["1", "3"], json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("item").ToString()));
        Assert.All(json.GetProperty("items").EnumerateArray(), item => Assert.Equal("differs", item.GetProperty("verdict").GetString()));
        Assert.Equal(0, (await VerifyAsync("--node", Environment.MachineName)).ExitCode);
        var other = await VerifyAsync("--node", "t3");
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("t2", other.Messages);
    }

    [Fact]
    public async Task Should_tell_a_damaged_database_from_a_wrong_computation()
    {
        await RunAsync();
        _place.Execute(Run, "UPDATE results SET accuracy = zeroblob(length(accuracy)) WHERE item_index = 1");
        _place.Execute(Run, "UPDATE results SET loss = x'00' WHERE item_index = 2");
        _place.Execute(Run, "UPDATE results SET digest = replace(digest, 'a', 'b') WHERE item_index = 3");

        var outcome = await VerifyAsync();

        Assert.True(outcome.ExitCode == 6, outcome.ToString());
        Assert.Contains("Damaged after they were stored: items 1, 2, 3, columns loss, accuracy, distance.", outcome.Output);
        Assert.DoesNotContain("computed something else", outcome.Output);
    }

    // A bit in a series changed every number of the report without a word; a scalar was noticed by nobody.
    [Fact]
    public async Task Should_not_report_or_export_damaged_series()
    {
        await RunAsync();
        var before = await File.ReadAllTextAsync(_place.File(Run, "items.csv"));
        _place.Execute(Run, "UPDATE results SET distance = substr(distance, 1, 99) || x'42' || substr(distance, 101) WHERE item_index = 2");

        foreach (var command in new[] { "report", "export" })
        {
            var outcome = await ChaosProgram.RunAsync(_place.Folder, command, Run);
            Assert.True(outcome.ExitCode == 2, outcome.ToString());
            Assert.Contains("item 2 of campaign iris is damaged", outcome.Messages);
            Assert.Contains("restore the database from a backup", outcome.Messages);
        }

        Assert.Equal(before, await File.ReadAllTextAsync(_place.File(Run, "items.csv")));
    }

    [Theory]
    [InlineData("lambda", "0.123")]
    [InlineData("initial_distance", "NULL")]
    [InlineData("final_accuracy", "0.5")]
    [InlineData("best_accuracy", "1")]
    [InlineData("training_times", "'[1,1]'")]
    [InlineData("diverged_at", "3")]
    [InlineData("seed", "7")]
    [InlineData("architecture", "'other'")]
    [InlineData("l2", "0.1")]
    [InlineData("eta", "5")]
    [InlineData("epochs", "21")]
    [InlineData("numerics_version", "9")]
    public async Task Should_see_that_a_column_is_not_what_its_series_say(string column, string value)
    {
        await RunAsync();
        _place.Execute(Run, $"UPDATE results SET {column} = {value} WHERE item_index = 3");

        var outcome = await VerifyAsync("--sample", "1");
        var json = JsonDocument.Parse((await VerifyAsync("--sample", "1", "--json")).Output).RootElement;

        Assert.True(outcome.ExitCode == 6, outcome.ToString());
        Assert.Contains($"Damaged after they were stored: item 3, column {column}.", outcome.Output);
        var item = Assert.Single(json.GetProperty("items").EnumerateArray());
        Assert.Equal((3, "damaged", column), (item.GetProperty("item").GetInt32(), item.GetProperty("verdict").GetString(), item.GetProperty("columns")[0].GetString()));
    }

    [Fact]
    public async Task Should_refuse_results_of_another_numerics_version()
    {
        await RunAsync();
        _place.Execute(Run, "UPDATE campaigns SET numerics_version = 2");

        var outcome = await VerifyAsync();

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("campaign iris follows numerics version 2", outcome.Messages);
    }

    [Fact]
    public void Should_draw_from_every_node_by_its_share()
    {
        var stored = Enumerable.Range(0, 1000).Select(item => (new ItemIndex(item), new NodeId(item == 500 ? "rare" : item < 300 ? "b" : "a")));

        var sample = ItemSample.Draw(stored, null, 100, 1);

        Assert.Equal([("a", 699), ("b", 300), ("rare", 1)], sample.Nodes.Select(node => (node.Node.Value, node.Stored)));
        Assert.Contains(new ItemIndex(500), sample.Items);
        Assert.Equal(30, sample.Items.Count(item => item.Value < 300));
        Assert.Equal(101, sample.Items.Distinct().Count());
        Assert.NotEqual(sample.Items, ItemSample.Draw(stored, null, 100, 2).Items);
    }

    [Fact]
    public void Should_find_the_first_difference_whatever_quantity_it_is_in()
    {
        var item = new PairGroupSpec(
            new Architecture([3], Activation.Tanh, Initialisation.Normal), 1, 0, new Perturbation(1, 1e-8), 2, 0)
        {
            Observe = [Observable.TestLoss],
        };
        var series = new PairGroupSeries([[1, 2], [3, double.NaN]], [0, 0, 0], [[1, 2, 3]], null)
        {
            Observed = [new NamedSeries("testLoss", [[1, 2, 3]])],
        };

        Assert.Null(SeriesDifference.Between(item, series, series));
        Assert.Equal(
            new SeriesDifference("distance", 1, 1),
            SeriesDifference.Between(item, series, series with { Accuracy = [0, 0, 1], Distance = [[1, 9, 3]] }));
        Assert.Equal(
            new SeriesDifference("accuracy", null, 0), SeriesDifference.Between(item, series, series with { Accuracy = [-0.0, 0, 0] }));
        Assert.Equal(
            new SeriesDifference("loss", 1, 1), SeriesDifference.Between(item, series, series with { Loss = [[1, 2], [3]] }));
        Assert.Equal(
            new SeriesDifference("testLoss", null, 2),
            SeriesDifference.Between(item, series, series with { Observed = [new NamedSeries("testLoss", [[1, 2, 4]])] }));
    }

    private async Task RunAsync()
    {
        _place.WriteIris();
        var run = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml");
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private Task<ChaosProgram.Outcome> VerifyAsync(params string[] more) =>
        ChaosProgram.RunAsync(_place.Folder, ["verify", Run, .. more]);
}
