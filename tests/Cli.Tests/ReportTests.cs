using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Cli.Tests.Programs;
using Json.Schema;
using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Cli.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_keep_the_campaign_file_and_say_where_the_numbers_come_from()
    {
        var file = _place.WriteIris(more: "# as it was <script>\n");
        await ChaosProgram.RunAsync(_place.Folder, "run", file);
        Assert.Equal(await Text(file), await Text("runs", "iris", "campaign.yaml"));

        // Extended: another file, and results for it.
        _place.WriteIris(seeds: 3, more: "# more of it\n");
        await ChaosProgram.RunAsync(_place.Folder, "run", file);
        Assert.Equal(await Text(file), await Text("runs", "iris", "campaign.yaml"));

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "report", "runs/iris");
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(Digests().Select(line => line + "\n")))));
        foreach (var name in (string[])["report.html", "report.md"])
        {
            var report = await Text("runs", "iris", name);
            foreach (var fact in (string[])[digest, "# more of it", "chaos report runs/iris", Environment.MachineName, "all 6 work items finished", "BibTeX", "numerics version"])
                Assert.Contains(fact, report, StringComparison.Ordinal);
        }
        Check(await Text("runs", "iris", "verdict.json"));
        // The page's own data and script, and nothing of what was written into the campaign's file.
        Assert.Equal(3, (await Text("runs", "iris", "report.html")).Split("<script").Length);
        Assert.Equal(
            Directory.GetFiles(_place.File("runs", "iris"), "*.svg").Length,
            (await Text("runs", "iris", "report.html")).Split("<svg ").Length - 1);
    }

    [Fact]
    public void Should_show_no_password_of_a_database()
    {
        Assert.Equal("DATABASE", ThisProgram.Shown("Host=db;Username=chaos;Password=secret"));
        Assert.Equal("--out=r", ThisProgram.Shown("--out=r"));
        Assert.Equal("'my runs'", ThisProgram.Shown("my runs"));
    }

    [Fact]
    public async Task Should_compare_a_campaign_with_a_longer_one_and_notice_other_bits()
    {
        await ChaosProgram.RunAsync(_place.Folder, "run", _place.WriteIris());
        await ChaosProgram.RunAsync(_place.Folder, "run", _place.WriteIris("more.yaml", seeds: 3, rates: "[0.1, 1, 2]"));

        var same = await ChaosProgram.RunAsync(_place.Folder, "compare", "runs/iris", "runs/more");
        Assert.True(same.ExitCode == 0, same.ToString());
        Assert.Contains("4 items of the same content, 4 finished in both: 4 identical to the last bit.", same.Output);
        Assert.Contains("seeds (2 in A, 3 in B)", same.Output);
        Assert.Contains("0 cells are in A only, 1 in B only.", same.Output);

        using (var db = new SqliteConnection($"Data Source={_place.File("runs", "more", "chaos.db")};Pooling=False"))
        {
            db.Open();
            using var spoil = db.CreateCommand();
            // One that lies under its digest, as a node that computes wrong leaves it.
            spoil.CommandText = "update results set loss = (select loss from results where item_index = 8), accuracy = (select accuracy from results where item_index = 8), "
                + "distance = (select distance from results where item_index = 8), digest = (select digest from results where item_index = 8) where item_index = 0";
            Assert.Equal(1, spoil.ExecuteNonQuery());
        }
        var other = await ChaosProgram.RunAsync(_place.Folder, "compare", "runs/iris", "runs/more", "--json");
        Assert.Equal(6, other.ExitCode);
        var json = JsonDocument.Parse(other.Output).RootElement;
        Assert.Equal("chaos/compare/1", json.GetProperty("schema").GetString());
        Assert.Equal((3, 1), (json.GetProperty("items").GetProperty("identical").GetInt32(), json.GetProperty("items").GetProperty("different").GetInt32()));
        Assert.Equal(2, json.GetProperty("cells").GetArrayLength());
    }

    // docs/verdict.schema.json allows it, and names all of it.
    private static void Check(string verdict)
    {
        var schema = Repository.Text("docs", "verdict.schema.json");
        var result = JsonSchema.FromText(schema).Evaluate(JsonDocument.Parse(verdict).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join('\n', (result.Details ?? []).Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}")));
        foreach (Match name in Regex.Matches(verdict, "\"(\\w+)\":")) Assert.Contains($"\"{name.Groups[1].Value}\"", schema, StringComparison.Ordinal);
    }

    private Task<string> Text(params string[] parts) => File.ReadAllTextAsync(_place.File(parts));

    private List<string> Digests()
    {
        using var db = new SqliteConnection($"Data Source={_place.File("runs", "iris", "chaos.db")};Pooling=False");
        db.Open();
        using var query = db.CreateCommand();
        query.CommandText = "select digest from results where campaign = 'iris' order by item_index";
        using var rows = query.ExecuteReader();
        List<string> digests = [];
        while (rows.Read()) digests.Add(rows.GetString(0));
        return digests;
    }
}
