using System.Text.Json;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Explanations;
using Chaos.Actors.Cli.Tests.Programs;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Tests;

/// <summary>Why a campaign stands where it does, and the command that brings it on.</summary>
public sealed class ExplainTests : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_follow_a_campaign_in_a_folder()
    {
        _place.WriteIris(seeds: 5000, epochs: 2000);
        using var program = ChaosProgram.Start(_place.Folder, "run", "iris.yaml", "--slots", "1");
        await BoundedWaits.UntilAsync(() => _place.StoredItems("runs/iris") >= 1, "an item is stored", Look);
        Assert.Matches(@"iris: running\n\d+ of 10,000 items are done, .* left\.\nProcess \d+ works in runs/iris", await ExplainAsync("iris"));

        program.Signal("INT");
        await program.EndAsync();
        var interrupted = await ExplainAsync("iris");

        Assert.StartsWith("iris: interrupted\n", interrupted);
        Assert.Contains("nothing hinders it from going on", interrupted);
        Assert.EndsWith("next:  chaos resume runs/iris\n", interrupted);
    }

    [Fact]
    public async Task Should_say_what_is_missing_of_a_finished_one()
    {
        await ChaosProgram.RunAsync(_place.Folder, "run", _place.WriteIris());
        Assert.Matches(@"iris: finished\n4 of 4 items are done\.\nNothing is left to do; the report is runs/iris/report\.html\.\n$", await ExplainAsync("iris"));

        File.Delete(_place.File("runs", "iris", "report.md"));
        Assert.EndsWith("Tables and figures are not written yet.\nnext:  chaos resume runs/iris\n", await ExplainAsync("iris"));

        _place.Execute("runs/iris", "DELETE FROM results WHERE item_index = 1; INSERT INTO quarantined (campaign, item_index, failures, error, node) SELECT campaign, 1, 3, 'out of luck', 'here' FROM results LIMIT 1");
        File.WriteAllText(_place.File("runs", "iris", "report.md"), "");
        var failed = await ExplainAsync("iris");
        Assert.StartsWith("iris: finished with failures\n3 of 4 items are done, 1 failed.\nItem 1 was given up after 3 attempts: out of luck\n", failed);
        Assert.EndsWith("next:  chaos retry runs/iris\n", failed);
        Assert.StartsWith("iris: finished with failures", (await ChaosProgram.RunAsync(_place.Folder, "status", "iris")).Output);
    }

    [Fact]
    public async Task Should_see_that_the_data_are_others()
    {
        _place.Write("samples.csv", string.Concat(Enumerable.Range(0, 20).Select(k => $"{k % 7},{k % 3},{k % 2}\n")));
        _place.Write("own.yaml", "task: {csv: {train: samples.csv}}\narchitectures: [4-tanh]\nlearningRates: [0.1, 1]\nseeds: 2\nepochs: 5\nthresholds: 0.5\n");
        await ChaosProgram.RunAsync(_place.Folder, "run", "own.yaml");
        _place.Execute("runs/own", "DELETE FROM results WHERE item_index = 0");
        _place.Write("samples.csv", string.Concat(Enumerable.Range(0, 20).Select(k => $"{k % 5},{k % 3},{k % 2}\n")));

        var text = await ExplainAsync("own");

        Assert.StartsWith("own: interrupted\n3 of 4 items are done, 1 is left.\n", text);
        Assert.Contains("the data it was begun with", text);
        Assert.Contains("something else", text);
    }

    [Fact]
    public async Task Should_say_it_to_programs()
    {
        await ChaosProgram.RunAsync(_place.Folder, "run", _place.WriteIris());
        var json = JsonDocument.Parse((await ChaosProgram.RunAsync(_place.Folder, "explain", "iris", "--json")).Output).RootElement;
        Assert.Equal(("chaos/explain/1", "finished"), (json.GetProperty("schema").GetString(), json.GetProperty("state").GetString()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("next").ValueKind);
    }

    private async Task<string> ExplainAsync(string campaign)
    {
        var outcome = await ChaosProgram.RunAsync(_place.Folder, "explain", campaign);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        return outcome.Output;
    }

    private static CampaignStatus Status(string name, CampaignPhase phase = CampaignPhase.Running, int nodes = 0, int inFlight = 0, int priority = 0) => new()
    {
        Campaign = new CampaignId(name),
        Phase = phase,
        Items = 10,
        Done = 4,
        InFlight = inFlight,
        Failed = 0,
        Nodes = nodes,
        Slots = nodes,
        Priority = priority,
        EpochsPerSecond = 0,
        RemainingEpochs = 600,
        StaleReports = 0,
        Cells = [],
        Running = [],
        Quarantined = [],
    };

    [Fact]
    public void Should_know_why_nothing_runs_in_a_cluster()
    {
        Assert.Contains("No trainer asks for its items", Explain(Status("q")));
        Assert.Contains("x has a higher priority and goes first.", Explain(Status("q", nodes: 1), Status("x", priority: 5)));
        Assert.DoesNotContain("x has", Explain(Status("q", nodes: 1), Status("x", CampaignPhase.Paused, priority: 5)));
        Assert.Contains("t1 asks for its items in vain: it is excluded.\nNobody else asks", Explain(Status("q") with { LeftOut = [new LeftOutNode(new NodeId("t1"), "it is excluded")] }));
        Assert.Contains("next: chaos resume q", Explain(Status("q", CampaignPhase.Paused)));
        Assert.Contains("is being computed", Explain(Status("q", nodes: 2, inFlight: 2)));
    }

    private static string Explain(CampaignStatus status, params CampaignStatus[] others)
    {
        var explanation = ClusterExplanation.Of(status, [.. others.Select(CampaignEntry.Of)]);
        return $"{explanation.State}\n{string.Join('\n', explanation.Sentences)}\nnext: {explanation.Next}";
    }
}
