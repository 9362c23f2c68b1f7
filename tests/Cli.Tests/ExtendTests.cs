using Chaos.Actors.Cli.Tests.Programs;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Microsoft.Data.Sqlite;

namespace Chaos.Actors.Cli.Tests;

/// <summary>A campaign whose file has changed computes what is missing and keeps what is there.</summary>
public sealed class ExtendTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_compute_only_what_is_missing_and_end_with_the_bytes_of_a_fresh_run()
    {
        _place.WriteIris(seeds: 3, rates: "[0.1, 1]");
        await RunAsync("iris.yaml", "out");
        var before = Rows("out");

        _place.WriteIris(seeds: 5, rates: "[0.1, 0.5, 1]");
        var extended = await RunAsync("iris.yaml", "out");
        await RunAsync("iris.yaml", "fresh");

        Assert.Contains("iris: 6 of 15 items are here already, 9 to compute", extended.ToString(), StringComparison.Ordinal);
        AssertSameTables("fresh", "out");
        Assert.Empty(before.Except(Rows("out"))); // not one of them was computed again
        Assert.Equal(15, Rows("out").Count);
        Assert.True((await ChaosProgram.RunAsync(_place.Folder, "verify", "out")).ExitCode == 0);
    }

    [Fact]
    public async Task Should_keep_what_no_longer_belongs_and_have_it_back_when_it_does_again()
    {
        const string More = "tasks: [iris, wine]";
        _place.WriteIris("large.yaml", seeds: 3, rates: "[0.1, 1, 3]", more: "name: study");
        _place.Write("small.yaml", (await File.ReadAllTextAsync(_place.File("large.yaml")))
            .Replace("task: iris", More, StringComparison.Ordinal).Replace("seeds: 3", "seeds: {from: 1, count: 1}", StringComparison.Ordinal)
            .Replace("[0.1, 1, 3]", "[1, 3]", StringComparison.Ordinal).Replace("[0.4, 0.7]", "[0.5]", StringComparison.Ordinal));
        await RunAsync("large.yaml", "out");
        var before = Rows("out");

        var small = await RunAsync("small.yaml", "out");
        await RunAsync("small.yaml", "fresh small");
        AssertSameTables("fresh small", "out");
        Assert.Contains("study: 2 of 4 items are here already, 2 to compute", small.ToString(), StringComparison.Ordinal);
        Assert.Contains("wine,10-sigmoid-normal", await File.ReadAllTextAsync(_place.File("out", "items.csv")), StringComparison.Ordinal);
        Assert.Contains(Directory.GetFiles(_place.File("out")), path => Path.GetFileName(path) == "onset-wine.png");

        var large = await RunAsync("large.yaml", "out");
        Assert.Contains("study: 9 of 9 items are here already, none to compute", large.ToString(), StringComparison.Ordinal);
        Assert.Empty(before.Except(Rows("out")));
        await RunAsync("large.yaml", "fresh large");
        AssertSameTables("fresh large", "out");
        Assert.DoesNotContain(Directory.GetFiles(_place.File("out")), path => Path.GetFileName(path).StartsWith("onset-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_survive_kills_at_any_moment_of_an_extension()
    {
        _place.WriteIris(seeds: 2, epochs: 20_000, rates: "[0.1, 1]");
        await RunAsync("iris.yaml", "killed");
        _place.WriteIris(seeds: 4, epochs: 20_000, rates: "[0.1, 0.3, 1]");
        var seed = BoundedWaits.RandomSeed();
        output.WriteLine($"kills at random with CHAOS_TEST_SEED={seed}");
        var random = new Random(seed);
        // Killed by what it has done, not by the clock, and then by a little chance: a slow machine kills no later.
        foreach (var moment in new Func<Func<bool>>[] { Written, Written, Moved, Stored, Stored })
        {
            var holds = moment();
            using var program = ChaosProgram.Start(_place.Folder, "run", "iris.yaml", "--out", "killed", "--slots", "1");
            await BoundedWaits.UntilAsync(() => program.HasEnded || holds(), moment.Method.Name, Look);
            for (var looks = random.Next(10); looks > 0 && !program.HasEnded; looks--) await Task.Delay(Look);
            Assert.False(program.HasEnded, "it ended before it was killed");
            await program.KillAsync();
        }
        await RunAsync("iris.yaml", "killed");
        await RunAsync("iris.yaml", "fresh");
        AssertSameTables("fresh", "killed");

        Func<bool> Written()
        {
            var before = LastWrite();
            return () => LastWrite() > before;
        }

        DateTime LastWrite() => new[] { "chaos.db", "chaos.db-wal" }.Max(name => File.GetLastWriteTimeUtc(_place.File("killed", name)));

        Func<bool> Moved() => () => ResultsStore.OpenRead(Database.File(_place.File("killed", "chaos.db"))).Campaigns().Single().Spec.Seeds == 4;

        Func<bool> Stored()
        {
            var before = _place.StoredItems("killed");
            return () => _place.StoredItems("killed") > before;
        }
    }

    [Fact]
    public async Task Should_take_over_items_of_another_folder()
    {
        _place.WriteIris("a.yaml", seeds: 2, rates: "[0.1, 1]", more: "name: a");
        _place.WriteIris("b.yaml", seeds: 3, rates: "[1, 2]", more: "name: b");
        await RunAsync("a.yaml", "a");

        var reused = await ChaosProgram.RunAsync(_place.Folder, "run", "b.yaml", "--out", "b", "--reuse", "a");
        await RunAsync("b.yaml", "fresh");

        Assert.True(reused.ExitCode == 0, reused.ToString());
        Assert.Contains("b: 2 of 6 items are here already, 4 to compute", reused.ToString(), StringComparison.Ordinal);
        AssertSameTables("fresh", "b");
        Assert.Equal(2, Rows("a").Intersect(Rows("b")).Count());
    }

    [Fact]
    public async Task Should_refuse_a_campaign_that_has_nothing_in_common()
    {
        _place.WriteIris(seeds: 1, rates: "[0.1]");
        await RunAsync("iris.yaml", "out");
        _place.WriteIris(seeds: 2, epochs: 21, rates: "[0.1]");

        var refused = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "out");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("seeds (1 there, 2 here); epochs (20 there, 21 here)", refused.ToString(), StringComparison.Ordinal);
        Assert.Single(Rows("out"));
    }

    private async Task<ChaosProgram.Outcome> RunAsync(string file, string folder)
    {
        var run = await ChaosProgram.RunAsync(_place.Folder, "run", file, "--out", folder);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }

    private void AssertSameTables(string expected, string actual)
    {
        foreach (var name in new[] { "items.csv", "cells.csv" })
            Assert.Equal(File.ReadAllText(_place.File(expected, name)), File.ReadAllText(_place.File(actual, name)));
    }

    // When each item was computed, how long it took and to what: another computation differs in the second.
    private List<string> Rows(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={_place.File(folder, "chaos.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT digest || ' ' || seconds || ' ' || finished || ' ' || node FROM results WHERE campaign NOT LIKE '%#%'";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }
}
