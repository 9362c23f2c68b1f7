using System.Text.Json;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>A campaign is named the same way everywhere, and found under runs/.</summary>
public sealed class NameTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_find_a_campaign_by_name_or_path_for_every_command_that_takes_one()
    {
        await RunAsync("run", _place.WriteIris("small.yaml"));
        string[][] calls =
        [
            ["status"], ["explain"], ["report"], ["export"], ["verify", "--sample", "1"], ["compare", "small"], ["resume"], ["retry"],
            ["run", "small.yaml", "--out", "again", "--reuse"],
        ];
        foreach (var call in calls) await RunAsync([.. call, "small"]);
        foreach (var name in (string[])["runs/small", "./runs/small/", _place.File("runs", "small")]) await RunAsync("status", name);
    }

    [Fact]
    public async Task Should_list_what_ran_here()
    {
        await RunAsync("run", _place.WriteIris("small.yaml"));
        await RunAsync("run", _place.WriteIris("other.yaml"), "--out", "runs/second");
        _place.Execute("runs/second", "DELETE FROM results WHERE item_index = 0");
        Directory.CreateDirectory(_place.File("runs", "broken"));
        _place.Write("runs/broken/chaos.db", "no database");

        var json = JsonDocument.Parse((await RunAsync("list", "--json")).Output).RootElement;
        var shown = (await RunAsync("list")).Output;

        Assert.Equal("chaos/list/1", json.GetProperty("schema").GetString());
        Assert.Equal(
            ["broken unreadable 0/0", "other interrupted 3/4", "small finished 4/4"],
            json.GetProperty("runs").EnumerateArray().Select(run => $"{run.GetProperty("campaign")} {run.GetProperty("state")} {run.GetProperty("done")}/{run.GetProperty("items")}"));
        Assert.Matches(@"small +finished +4 +4 +0 +\d{4}-\d\d-\d\d \d\d:\d\d +runs/small\n", shown);
        Assert.Matches(@"other +interrupted +3 +4 +0 .* runs/second\n", shown);
    }

    [Fact]
    public async Task Should_say_which_there_are_when_there_is_no_such_one()
    {
        await RunAsync("run", _place.WriteIris("small.yaml"));
        foreach (var verb in (string[])["status", "report", "resume", "explain"])
        {
            var outcome = await ChaosProgram.RunAsync(_place.Folder, verb, "smal");
            Assert.Equal(2, outcome.ExitCode);
            Assert.Contains("smal: found no campaign, neither smal nor runs/smal holds a chaos.db", outcome.Messages);
            Assert.Contains("did you mean small?\nin runs/ are: small", outcome.Messages);
        }
    }

    private async Task<ChaosProgram.Outcome> RunAsync(params string[] arguments)
    {
        var outcome = await ChaosProgram.RunAsync(_place.Folder, arguments);
        Assert.True(outcome.ExitCode == 0, $"{string.Join(' ', arguments)}: {outcome}");
        return outcome;
    }
}
