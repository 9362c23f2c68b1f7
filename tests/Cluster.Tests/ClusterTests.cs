using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests;

public sealed class ClusterTests : IDisposable
{
    private readonly Playground _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Should_compute_on_two_trainers_what_one_process_computes()
    {
        var campaign = _cluster.WriteIris();
        _cluster.Coordinator();
        foreach (var name in new[] { "t1", "t2" }) await _cluster.Trainer(name).SaysAsync("This node is up");

        await _cluster.AskAsync("submit", campaign);
        var watch = await _cluster.RunAsync("watch", "iris", "--server", _cluster.Servers);

        Assert.True(await watch.EndAsync() == 0, _cluster.Explain());
        Assert.Contains("iris: finished, 24 of 24 items done", watch.Output);
        Assert.Equal(["t1", "t2"], _cluster.Tables.Nodes("iris").Values.Distinct().Order());
        Assert.Equal(await _cluster.UndisturbedAsync(campaign, "iris"), _cluster.Digests("iris"));
        var export = await _cluster.RunAsync("export", _cluster.Database, "--campaign", "iris", "--out", "exported");
        Assert.True(await export.EndAsync() == 0, export.ToString());
        Assert.Equal(
            await File.ReadAllTextAsync(_cluster.File("undisturbed", "items.csv")),
            await File.ReadAllTextAsync(_cluster.File("exported", "items.csv")));
    }

    [Fact]
    public async Task Should_say_whether_a_node_is_ready()
    {
        var coordinator = _cluster.Coordinator();
        await coordinator.SaysAsync("This node is up");

        var live = await _cluster.HealthAsync("live");
        var ready = await _cluster.HealthAsync("ready");

        Assert.Equal(HttpStatusCode.OK, live.Status);
        Assert.Equal((HttpStatusCode.OK, "up in a cluster of 1, 1 coordinators reachable\n"), ready);

        var lonely = _cluster.Start("lonely", "trainer", "--seeds", $"127.0.0.1:{Playground.FreePort()}");
        await lonely.SaysAsync("health at http://127.0.0.1:");
        var port = lonely.Log.Split("health at http://127.0.0.1:")[1].Split('.')[0];
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(0, await lonely.TerminateAsync());
        Assert.Equal(0, await coordinator.TerminateAsync());
    }

    [Fact]
    public async Task Should_finish_running_items_when_a_trainer_is_asked_to_stop()
    {
        var campaign = _cluster.WriteIris(seeds: 10);
        _cluster.Coordinator();
        var leaving = _cluster.Trainer("leaving");
        await _cluster.AskAsync("submit", campaign);
        await _cluster.StoredAsync("iris", 3);

        var exitCode = await leaving.TerminateAsync();

        Assert.True(exitCode == 0, leaving.ToString());
        Assert.Contains("Drained: every item is finished and acknowledged.", leaving.Log);
        var status = await _cluster.StatusAsync("iris");
        Assert.Equal(_cluster.Digests("iris").Count, status.GetProperty("done").GetInt32());
        Assert.Equal(0, status.GetProperty("inFlight").GetInt32());
        _cluster.Trainer("staying");
        await _cluster.FinishedAsync("iris");
        Assert.Equal(await _cluster.UndisturbedAsync(campaign, "iris"), _cluster.Digests("iris"));
    }

    [Fact]
    public async Task Should_give_back_what_a_stopping_trainer_cannot_finish_in_time()
    {
        // Minutes of work an item.
        var campaign = _cluster.WriteIris(seeds: 1, epochs: 200_000);
        _cluster.Coordinator();
        var leaving = _cluster.Trainer("leaving", "--drain-time", "1s");
        await _cluster.AskAsync("submit", campaign);
        await Eventually.Async(
            async () => (await _cluster.StatusAsync("iris")).GetProperty("inFlight").GetInt32() == 1, "an item runs", _cluster.Explain);

        var exitCode = await leaving.TerminateAsync();

        Assert.True(exitCode == 0, leaving.ToString());
        Assert.Contains("Drained: what could not be finished is given back.", leaving.Log);
        var status = await _cluster.StatusAsync("iris");
        Assert.Equal(0, status.GetProperty("inFlight").GetInt32());
        Assert.Equal(0, status.GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task Should_do_what_a_campaigns_owner_asks()
    {
        _cluster.Coordinator();
        _cluster.Trainer("t1");
        await _cluster.AskAsync("submit", _cluster.WriteIris("first", seeds: 500));
        await _cluster.StoredAsync("first", 2);

        Assert.Equal("first: paused", await _cluster.AskAsync("pause", "first"));
        await Eventually.Async(
            async () => (await _cluster.StatusAsync("first")).GetProperty("inFlight").GetInt32() == 0,
            "running items of the paused campaign finish", _cluster.Explain);
        var paused = _cluster.Digests("first").Count;
        await _cluster.AskAsync("submit", _cluster.WriteIris("second", seeds: 500));
        await _cluster.StoredAsync("second", 2);
        Assert.Equal(paused, _cluster.Digests("first").Count);

        Assert.Equal("first: resumed", await _cluster.AskAsync("resume", "first"));
        await _cluster.StoredAsync("first", paused + 2);

        Assert.Equal("first: cancelled", await _cluster.AskAsync("cancel", "first"));
        Assert.Equal("cancelled", (await _cluster.StatusAsync("first")).GetProperty("state").GetString());
        var list = await _cluster.AskAsync("list");
        Assert.Matches(@"first +cancelled +0", list);
        Assert.Matches(@"second +running +0", list);

        var refused = await _cluster.RunAsync("pause", "third", "--server", _cluster.Servers);
        Assert.Equal(2, await refused.EndAsync());
        Assert.Contains("There is no campaign \"third\".", refused.Log);
    }

    [Fact]
    public async Task Should_let_the_more_urgent_campaign_go_first()
    {
        _cluster.Coordinator();
        var trainer = _cluster.Trainer("t1");
        await trainer.SaysAsync("This node is up");
        // It is time that is shared, and while a trainer warms up an item takes ten times as long.
        await _cluster.AskAsync("submit", _cluster.WriteIris("warm"));
        await _cluster.FinishedAsync("warm");
        await _cluster.AskAsync("submit", _cluster.WriteIris("a", seeds: 500));
        await _cluster.AskAsync("submit", _cluster.WriteIris("b", seeds: 500));
        await _cluster.StoredAsync("b", 30);
        await _cluster.AskAsync("submit", _cluster.WriteIris("urgent", seeds: 5), "--priority", "5");
        await _cluster.FinishedAsync("urgent");

        var order = _cluster.Tables.StoredOrder();
        var (first, last) = (order.FindIndex(row => row.Campaign == "urgent"), order.FindLastIndex(row => row.Campaign == "urgent"));
        // What the trainer held when it came.
        Assert.InRange(last - first + 1 - 20, 0, 4);
        // By time and not by number: on a busy machine one item may take as long as many others. Since the second one came, and
        // not over the last few: who got less because of a slow item is served more often afterwards.
        var before = order[order.FindIndex(row => row.Campaign == "b")..first];
        double Time(string campaign) => before.Where(row => row.Campaign == campaign).Sum(row => row.Seconds);
        Assert.InRange(Math.Abs(Time("a") - Time("b")), 0, before.Sum(row => row.Seconds) / 2 + 2 * before.Max(row => row.Seconds));
        Assert.Equal(5, (await _cluster.StatusAsync("urgent")).GetProperty("priority").GetInt32());
    }

    [Fact]
    public async Task Should_write_down_what_an_operator_looks_back_at()
    {
        var coordinator = _cluster.Coordinator();
        var leaving = _cluster.Trainer("leaving");
        var killed = _cluster.Trainer("killed");
        await coordinator.SaysAsync("Trainer leaving asks for work, from ");
        await coordinator.SaysAsync("Trainer killed asks for work, from ");
        await _cluster.AskAsync("submit", _cluster.WriteIris(seeds: 1));
        await _cluster.FinishedAsync("iris");
        await coordinator.SaysAsync("Campaign iris begins or goes on: 0 of 4 items done, priority 0.");
        await coordinator.SaysAsync("Campaign iris has ended (completed): 4 of 4 items done, 0 failed.");

        Assert.Equal(0, await leaving.TerminateAsync());
        await killed.KillAsync();
        await coordinator.SaysAsync("Trainer leaving has stopped, as it had announced.");
        await coordinator.SaysAsync("Trainer killed was not heard of for 10 s");

        // As on two machines; in one folder the second would be refused.
        foreach (var folder in new[] { "here", "there" }) _cluster.Trainer("twin", "--data", folder);
        await coordinator.SaysAsync("Two trainers call themselves twin, at ");
    }

    /// <summary>Two sockets may share a port (SO_REUSEPORT), and each connection would find one or the other.</summary>
    [Theory]
    [InlineData("coordinator", "--data", "elsewhere")]
    [InlineData("trainer", "--name", "other")]
    public async Task Should_refuse_a_port_that_another_node_listens_on(params string[] command)
    {
        await _cluster.Coordinator().SaysAsync("This node is up");
        var port = _cluster.Port;
        if (command[0] == "trainer")
        {
            port = Playground.FreePort();
            await _cluster.Trainer("t1", "--port", $"{port}").SaysAsync("This node is up");
        }

        var second = await _cluster.RunAsync([
            .. command, "--port", $"{port}", "--http-port", $"{Playground.FreePort()}", "--seeds", _cluster.Address]);

        Assert.True(await second.EndAsync() == 2, second.ToString());
        Assert.Contains($"cannot listen on 127.0.0.1:{port}", second.Log, StringComparison.Ordinal);
        Assert.Contains("stop what listens there, or choose another", second.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_refuse_a_second_trainer_of_one_name_in_one_folder()
    {
        _cluster.Coordinator();
        await _cluster.Trainer("t1").SaysAsync("This node is up");

        var second = await _cluster.RunAsync("trainer", "--name", "t1", "--data", "t1", "--seeds", _cluster.Address);

        Assert.True(await second.EndAsync() == 2, second.ToString());
        Assert.Matches("another process .* is the trainer t1 and keeps its checkpoints in .*; stop it, or give this one a name of its own", second.Log);
    }

    /// <summary>A log that goes nowhere is no reason to end; a terminal that goes away is one to drain.</summary>
    [Fact]
    public async Task Should_go_on_without_a_log_and_drain_when_the_terminal_is_gone()
    {
        var full = new Place("127.0.0.1", "sh", "-c", "exec env --default-signal=HUP \"$@\" 2>/dev/full", "sh");
        var campaign = _cluster.WriteIris(seeds: 2);
        Node[] nodes =
        [
            _cluster.Start("c0", full, "coordinator", "--port", $"{_cluster.Port}", "--http-port", $"{_cluster.HttpPort}", "--data", "data"),
            _cluster.Start("t1", full, "trainer", "--name", "t1", "--seeds", _cluster.Address, "--slots", "1", "--data", "t1"),
        ];
        await _cluster.AskAsync("submit", campaign);
        await _cluster.FinishedAsync("iris");
        foreach (var node in nodes.Reverse())
        {
            Assert.False(node.HasEnded, node.ToString());
            node.Signal("HUP");
            Assert.True(await node.EndAsync() == 0, node.ToString());
        }
        Assert.Equal(8, _cluster.Tables.Completions("iris"));
    }

    [Fact]
    public async Task Should_let_no_second_coordinator_listen_on_the_port_of_a_first()
    {
        var first = _cluster.Coordinator();
        await first.SaysAsync("This node is up");

        var second = _cluster.Start(
            "second", "coordinator", "--port", $"{_cluster.Port}", "--data", "other", "--http-port", $"{Playground.FreePort()}");

        Assert.True(await second.EndAsync() == 2, second.ToString());
        Assert.Contains($"cannot listen on 127.0.0.1:{_cluster.Port}", second.Log, StringComparison.Ordinal);
        // A port whose process is gone is free at once.
        await first.KillAsync();
        await _cluster.Coordinator().SaysAsync("This node is up");
    }

    [Fact]
    public async Task Should_continue_a_cancelled_campaign_that_is_submitted_again()
    {
        var campaign = _cluster.WriteIris(seeds: 1);
        await _cluster.Coordinator().SaysAsync("This node is up");
        await _cluster.AskAsync("submit", campaign);
        await _cluster.AskAsync("cancel", "iris");
        Assert.Contains("iris: continues", await _cluster.AskAsync("submit", campaign), StringComparison.Ordinal);
        _cluster.Trainer("t1");
        await _cluster.FinishedAsync("iris");

        var differing = await _cluster.RunAsync("submit", _cluster.WriteIris(seeds: 1, epochs: 100), "--server", _cluster.Servers);
        Assert.Equal(2, await differing.EndAsync());
        Assert.Contains("differs in epochs (2000 there, 100 here)", differing.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_extend_a_campaign_and_end_with_what_one_run_of_the_larger_file_writes()
    {
        var coordinator = _cluster.Coordinator();
        _cluster.Trainer("t1", "--slots", "2");
        await _cluster.AskAsync("submit", _cluster.WriteIris(seeds: 2, epochs: 1000));
        await _cluster.StoredAsync("iris", 2);

        // Rates before and between, so that every item gets another index, while some are computed; the rate 3 is gone.
        var larger = _cluster.WriteIris(seeds: 4, epochs: 1000, rates: "0.01, 0.05, 0.2, 0.5, 1");
        var said = await _cluster.AskAsync("submit", larger);
        var here = Regex.Match(said, "^iris: extended, ([0-9]) of 20 items (?:is|are) here already, ([0-9]+) to compute$");
        Assert.True(here.Success, said);
        Assert.Equal(20, Number(1) + Number(2));
        Assert.InRange(Number(1), 1, 6);
        await _cluster.StoredAsync("iris", Number(1) + 2);
        await coordinator.KillAsync();
        Assert.InRange(_cluster.Digests("iris").Count, Number(1) + 2, 19);

        _cluster.Coordinator();
        Assert.Equal(20, (await _cluster.FinishedAsync("iris")).GetProperty("items").GetInt32());

        Assert.Equal(await _cluster.UndisturbedAsync(larger, "iris"), _cluster.Digests("iris"));
        var export = await _cluster.RunAsync("export", _cluster.Database, "--campaign", "iris", "--out", "exported");
        Assert.True(await export.EndAsync() == 0, export.ToString());
        foreach (var table in new[] { "items.csv", "cells.csv" })
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(_cluster.File("undisturbed", table)),
                await File.ReadAllBytesAsync(_cluster.File("exported", table)));
        }

        int Number(int group) => int.Parse(here.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Should_ask_the_first_coordinator_that_answers()
    {
        await _cluster.Coordinator().SaysAsync("This node is up");
        var (dead, dying) = ($"http://127.0.0.1:{Playground.FreePort()}", $"http://127.0.0.1:{Playground.FreePort()}");
        // Up, and cannot tell who may ask: 503.
        var helpless = Playground.FreePort();
        await File.WriteAllTextAsync(_cluster.File("tokens"), "nonsense");
        await _cluster.Start(
            "helpless", "coordinator", "--port", $"{Playground.FreePort()}", "--http-port", $"{helpless}", "--data", "helpless",
            "--tokens", "tokens").SaysAsync("health at http://");

        var answered = await _cluster.RunAsync("list", "--server", $"{dead},http://127.0.0.1:{helpless}", "--server", _cluster.Servers);
        Assert.True(await answered.EndAsync() == 0, answered.ToString());

        var silent = await _cluster.RunAsync("list", "--server", $"{dead},{dying}");
        Assert.Equal(5, await silent.EndAsync());
        Assert.Contains($"no coordinator at {dead}: Connection refused", silent.Log, StringComparison.Ordinal);
        Assert.Contains($"no coordinator at {dying}: Connection refused", silent.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_say_that_no_coordinator_answers()
    {
        var outcome = await _cluster.RunAsync("list", "--server", _cluster.Servers);

        Assert.Equal(5, await outcome.EndAsync());
        Assert.StartsWith($"no coordinator at {_cluster.Servers}: Connection refused", outcome.Log);
    }
}
