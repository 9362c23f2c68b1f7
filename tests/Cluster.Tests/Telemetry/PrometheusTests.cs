using System.Text.RegularExpressions;
using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests.Telemetry;

public sealed partial class PrometheusTests : IDisposable
{
    private readonly Playground _cluster = new();

    public void Dispose() => _cluster.Dispose();

    /// <summary>
    /// One test for much, because each of its parts needs the same running cluster: the numbers, the dashboard, the alerts.
    /// </summary>
    [Fact]
    public async Task Should_scrape_coordinator_and_trainer_and_find_all_that_dashboard_and_alerts_ask_for()
    {
        var trainerPort = Playground.FreePort();
        var campaign = _cluster.WriteIris();
        var coordinator = _cluster.Coordinator();
        _cluster.Trainer("t1", "--http-port", $"{trainerPort}");
        using var prometheus = await PrometheusServer.StartAsync(_cluster.Folder, ObservabilityFiles.Rules, new Dictionary<string, int>
        {
            ["chaos-coordinator"] = _cluster.HttpPort,
            ["chaos-trainer"] = trainerPort,
        });
        string Explain() => _cluster.Explain() + prometheus.Log;

        await _cluster.AskAsync("submit", campaign);
        const string done = """chaos_actors_campaign_items{chaos_actors_campaign_name="iris",chaos_actors_item_state="done"}""";
        await Eventually.Async(async () => await prometheus.SumAsync(done) == 24, "Prometheus has seen the campaign's end", Explain);
        await Eventually.Async(
            async () => await prometheus.SumAsync("chaos_actors_trainer_replica_epochs_total") == 24 * 2000 * 3, "all epochs are counted", Explain);

        Assert.Equal(2, await prometheus.SumAsync("""up{job=~"chaos.*"}"""));
        Assert.Equal(24, await prometheus.SumAsync("sum(chaos_actors_campaign_items)"));
        Assert.Equal(24, await prometheus.SumAsync("""chaos_actors_trainer_attempts_total{chaos_actors_attempt_outcome="completed"}"""));
        Assert.Equal(24, await prometheus.SumAsync("chaos_actors_trainer_item_duration_seconds_count"));
        Assert.Equal(1, await prometheus.SumAsync("""chaos_actors_trainer_slots{chaos_actors_slot_state="free"}"""));
        Assert.Equal(1, await prometheus.SumAsync("chaos_actors_coordinator_trainers"));
        Assert.True(await prometheus.SumAsync("chaos_actors_journal_write_duration_seconds_count") > 0);
        var info = await prometheus.QueryAsync("target_info");
        Assert.Equal(
            ["chaos-coordinator", "chaos-trainer t1"],
            info.Select(series => series.Labels["service_name"] + (series.Labels["service_instance_id"] == "t1" ? " t1" : "")).Order());

        await CheckDashboardAsync(prometheus);
        var asked = ObservabilityFiles.Names(await File.ReadAllTextAsync(ObservabilityFiles.Rules))
            .Concat(ObservabilityFiles.DashboardQueries().SelectMany(panel => ObservabilityFiles.Names(panel.Query)));
        Assert.Empty(asked.Except(await prometheus.NamesAsync()));

        // One may be pending: what it waits for to pass is what its time is for.
        Assert.All(await prometheus.AlertsAsync(), alert => Assert.True(alert.Value is (not "firing", "ok"), alert.ToString()));
        await coordinator.KillAsync();
        await Eventually.Async(
            async () => (await prometheus.AlertsAsync())["ChaosCoordinatorDown"].State == "pending", "its death is noticed", Explain);
    }

    // Every query of every panel has an answer, so that no panel is empty for a misspelt name, label or value.
    private static async Task CheckDashboardAsync(PrometheusServer prometheus)
    {
        var queries = ObservabilityFiles.DashboardQueries();
        Assert.True(queries.Count > 30);
        foreach (var (panel, query) in queries)
        {
            var expression = query.Replace("$__rate_interval", "1m").Replace("$campaign", ".*").Replace("$namespace", ".*");
            Assert.DoesNotMatch(Variable(), expression);
            // A rate needs two scrapes.
            await Eventually.Async(
                async () => (await prometheus.QueryAsync(expression)).Count > 0, $"{panel}: {expression} has an answer", () => "");
        }
    }

    [GeneratedRegex(@"\$\w")]
    private static partial Regex Variable();
}
