using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>A cluster that is asked over HTTP, with a real coordinator and a real trainer.</summary>
public sealed class ServerTests : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_submit_follow_and_fetch_a_campaign()
    {
        var (port, http, dead) = (FreePort(), FreePort(), FreePort());
        using var coordinator = ChaosProgram.Start(_place.Folder, "coordinator", "--port", $"{port}", "--http-port", $"{http}");
        using var trainer = ChaosProgram.Start(_place.Folder, "trainer", "--name", "t1", "--seeds", $"127.0.0.1:{port}", "--slots", "1");
        // The first of them never answers.
        var whom = $"127.0.0.1:{dead},http://127.0.0.1:{http}";
        Task<ChaosProgram.Outcome> RunAsync(params string[] arguments) => ChaosProgram.RunAsync(_place.Folder, [.. arguments, "--server", whom]);
        await BoundedWaits.UntilAsync(() => RunAsync("list").Result.ExitCode == 0, "the coordinator answers", Look);

        var submitted = await RunAsync("submit", _place.WriteIris());
        var watched = await RunAsync("watch", "iris", "--on-finish", "echo $CHAOS_STATE >told");
        var listed = JsonDocument.Parse((await RunAsync("list", "--json")).Output).RootElement;
        var (report, export) = (await RunAsync("report", "iris"), await RunAsync("export", "iris", "--out", "tables"));
        var nodes = JsonDocument.Parse((await RunAsync("nodes", "--json")).Output).RootElement.GetProperty("nodes");

        Assert.True(submitted.Output == "iris: submitted, 4 items\n", submitted.ToString());
        Assert.True(watched.ExitCode == 0, watched.ToString());
        Assert.StartsWith("iris: finished, 4 of 4 items done", watched.Output);
        Assert.Equal("finished\n", await File.ReadAllTextAsync(_place.File("told")));
        Assert.Equal("finished", listed.GetProperty("campaigns")[0].GetProperty("state").GetString());
        Assert.True(report.ExitCode == 0 && File.Exists(_place.File("runs", "iris", "report.html")), report.ToString());
        Assert.True(export.ExitCode == 0, export.ToString());
        Assert.Equal(1 + 4, (await File.ReadAllLinesAsync(_place.File("tables", "items.csv"))).Length);
        Assert.Equal("t1", Assert.Single(nodes.EnumerateArray()).GetProperty("name").GetString());

        // Own data are sent along: where the trainer is, the file need not be.
        _place.Write("rows.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 40).Select(k => $"{k % 7},{k % 5},{(k % 7 > 3 ? "x" : "z")}\n")));
        var own = await RunAsync("submit", _place.Write("own.yaml", "task: {csv: {train: rows.csv, label: y}}\narchitectures: {hidden: [4], activation: tanh}\nlearningRates: [0.5, 2]\nseeds: 2\nepochs: 10\n"));
        File.Delete(_place.File("rows.csv"));
        Assert.True(own.Output == "own: submitted, 4 items\n", own.ToString());
        Assert.StartsWith("own: finished, 4 of 4 items done", (await RunAsync("watch", "own")).Output);

        // Nor where its items are computed again.
        var verified = await RunAsync("verify", "own", "--sample", "4");
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Contains("4 items computed again: every digest is the same (--seed ", verified.Output);

        var larger = _place.WriteIris(seeds: 3);
        var (nothing, extended) = (await RunAsync("extend", _place.WriteIris("another.yaml")), await RunAsync("extend", larger));
        Assert.Equal(2, nothing.ExitCode);
        Assert.Contains("There is no campaign \"another\".", nothing.Messages);
        Assert.True(extended.Output == "iris: extended, 4 of 6 items are here already, 2 to compute\n", extended.ToString());
        Assert.Equal(0, (await RunAsync("watch", "iris")).ExitCode);

        var (prompted, removed) = (await RunAsync("delete", "own"), await RunAsync("delete", "own", "--yes"));
        Assert.Equal(2, prompted.ExitCode);
        Assert.Contains("own: finished; 4 results with their series, and what its journal says, are removed for ever", prompted.Messages);
        Assert.True(removed.Output == "own: deleted\n", removed.ToString());
        Assert.Contains("There is no campaign \"own\".", (await RunAsync("status", "own")).Messages);

        // One changed on the disk, one computed wrong: as if it were another item.
        _place.Execute("chaos-data", "UPDATE results SET accuracy = zeroblob(length(accuracy)) WHERE campaign = 'iris' AND item_index = 1");
        _place.Execute("chaos-data", "UPDATE results SET (loss, accuracy, distance, digest) = (SELECT loss, accuracy, distance, digest FROM results "
            + "WHERE campaign = 'iris' AND item_index = 0) WHERE campaign = 'iris' AND item_index = 2");
        var wrong = await RunAsync("verify", "iris", "--sample", "6");
        Assert.True(wrong.ExitCode == 6, wrong.ToString());
        Assert.Contains("t1 computed something else than this machine: item 2; the first difference is in item 2, loss of copy 0 at epoch 0.", wrong.Output);
        Assert.Contains("Damaged after they were stored: item 1, columns loss, accuracy, distance.", wrong.Output);

        var asked = await RunAsync("exclude", "t1");
        var unknown = await RunAsync("exclude", "t9", "--yes");
        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("iris: 6 results of t1", asked.Messages);
        Assert.Contains("--yes", asked.Messages);
        Assert.StartsWith("iris: finished", (await RunAsync("status", "iris")).Output);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("t9", unknown.Messages);

        var excluded = await RunAsync("exclude", "t1", "--yes");
        Assert.True(excluded.ExitCode == 0, excluded.ToString());
        Assert.StartsWith("iris: running, 0 of 6", (await RunAsync("status", "iris")).Output);
    }

    [Fact]
    public async Task Should_say_that_nobody_answers()
    {
        foreach (var call in (string[][])[["list"], ["status", "x"], ["watch", "x"], ["nodes"], ["pause", "x"], ["exclude", "x", "--yes"]])
        {
            var outcome = await ChaosProgram.RunAsync(_place.Folder, [.. call, "--server", $"127.0.0.1:{FreePort()}"]);
            Assert.True(outcome.ExitCode == 5, outcome.ToString());
            Assert.Contains("no coordinator at http://127.0.0.1:", outcome.Messages);
        }
    }

    [Fact]
    public async Task Should_remember_clusters_and_keep_their_tokens_to_the_user()
    {
        _place.Write("token", "chaos_secret\n");
        Task<ChaosProgram.Outcome> RunAsync(params string[] arguments) => ChaosProgram.RunWithAsync($"XDG_CONFIG_HOME={_place.Folder}", _place.Folder, arguments);

        Assert.Equal(0, (await RunAsync("context", "add", "lab", "https://127.0.0.1:9", "--token-file", "token")).ExitCode);
        Assert.Equal(0, (await RunAsync("context", "add", "here", "127.0.0.1:9")).ExitCode);
        var (listed, asked) = (await RunAsync("context", "list"), await RunAsync("list"));
        Assert.Equal(0, (await RunAsync("context", "use", "lab")).ExitCode);
        var unknown = await RunAsync("context", "use", "lba");

        Assert.DoesNotContain("chaos_secret", listed.Output);
        Assert.Matches(@"\* +here", listed.Output);
        Assert.True(asked.ExitCode == 5, asked.ToString());
        Assert.Contains("https://127.0.0.1:9", (await RunAsync("list")).Messages);
        Assert.Contains("expected one of lab, here", unknown.Messages);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_place.File("chaos", "contexts.json")));
    }

    [Theory]
    [InlineData("http://c1.example.org:4080", "would get the token unencrypted")]
    [InlineData("ftp://c1.example.org", "expected addresses such as")]
    [InlineData("https://c1.example.org/api", "expected addresses such as")]
    public async Task Should_refuse_addresses_that_cannot_be_meant(string server, string message)
    {
        var outcome = await ChaosProgram.RunWithAsync("CHAOS_TOKEN=secret", _place.Folder, "list", "--server", server);
        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Contains(message, outcome.Messages);
        Assert.DoesNotContain("secret", outcome.Messages);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
