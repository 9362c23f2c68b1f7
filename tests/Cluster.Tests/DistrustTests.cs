using System.Text.Json;
using Chaos.Actors.Cluster.Tests.Nodes;
using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Cluster.Tests;

public sealed class DistrustTests : IDisposable
{
    private readonly Playground _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Should_find_a_trainer_that_computes_wrong_and_have_its_items_computed_by_others()
    {
        var campaign = _cluster.WriteIris();
        _cluster.Coordinator();
        foreach (var name in new[] { "t1", "t2" }) await _cluster.Trainer(name).SaysAsync("This node is up");
        await _cluster.AskAsync("submit", campaign);
        await _cluster.FinishedAsync("iris");
        Falsify("iris", "t2", cells: 4, items: 24);

        var found = await VerifyAsync();
        Assert.True(await found.EndAsync() == 6, found.ToString());
        Assert.Contains("t2 computed something else than this machine: ", found.Output);
        Assert.DoesNotContain("t1 computed", found.Output);
        Assert.Contains("chaos exclude t2", found.Output);
        var json = JsonDocument.Parse((await VerifyAsync("--json")).Output).RootElement;
        Assert.Equal(
            [("t1", false), ("t2", true)],
            json.GetProperty("nodes").EnumerateArray().Select(node =>
                (node.GetProperty("node").GetString()!, node.GetProperty("disagreeing").GetInt32() > 0)));

        Assert.Contains("t2: excluded", await _cluster.AskAsync("exclude", "t2", "--yes"));
        await Eventually.Async(
            () => _cluster.Tables.Nodes("iris") is { Count: 24 } nodes && nodes.Values.All(node => node == "t1"),
            "t1 computes all items", _cluster.Explain);
        await _cluster.FinishedAsync("iris");

        Assert.Equal(await _cluster.UndisturbedAsync(campaign, "iris"), _cluster.Digests("iris"));
        var agreed = await VerifyAsync();
        Assert.True(await agreed.EndAsync() == 0, agreed.ToString());
        Assert.Contains("excluded: t2", await _cluster.AskAsync("list"));
        Assert.Contains("t2: included", await _cluster.AskAsync("include", "t2"));
        Assert.DoesNotContain("excluded", await _cluster.AskAsync("list"));
    }

    [Fact]
    public async Task Should_remember_who_is_excluded_and_say_why_nothing_runs()
    {
        var campaign = _cluster.WriteIris(seeds: 2);
        var killed = _cluster.Coordinator();
        _cluster.Trainer("t1");
        await killed.SaysAsync("Trainer t1 asks for work"); // nobody unknown can be excluded
        Assert.Contains("t1: excluded", await _cluster.AskAsync("exclude", "t1", "--yes"));
        await killed.KillAsync();
        var coordinator = _cluster.Coordinator();
        await _cluster.AskAsync("submit", campaign);

        await coordinator.SaysAsync("Trainer t1 gets no items of campaign iris: it is excluded.");
        Assert.Contains("left out: t1; it is excluded", await _cluster.AskAsync("status", "iris"));
        await _cluster.AskAsync("include", "t1");
        await _cluster.FinishedAsync("iris");
    }

    /// <summary>Makes the results of one node such as it would have computed with another seed: whole, and wrong.</summary>
    private void Falsify(string campaign, string node, int cells, int items)
    {
        string[] columns =
        [
            "lambda", "initial_distance", "final_accuracy", "best_accuracy", "training_times", "loss", "accuracy", "distance", "digest",
        ];
        using var connection = new SqliteConnection($"Data Source={_cluster.Database};Pooling=False;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TEMP TABLE honest AS SELECT * FROM results WHERE campaign = $campaign;
            UPDATE results SET {string.Join(", ", columns.Select(column =>
                $"{column} = (SELECT h.{column} FROM honest h WHERE h.item_index = (results.item_index + {cells}) % {items})"))}
            WHERE campaign = $campaign AND node = $node
            """;
        command.Parameters.AddWithValue("$campaign", campaign);
        command.Parameters.AddWithValue("$node", node);
        command.ExecuteNonQuery();
    }

    private Task<Node> VerifyAsync(params string[] more) =>
        _cluster.RunAsync(["verify", _cluster.Database, "--campaign", "iris", "--sample", "24", .. more]);
}
