using Chaos.Actors.Cluster.Tests.Nodes;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cluster.Tests.Telemetry;

public sealed class OtlpTests : IDisposable
{
    private readonly Playground _cluster = new();
    private readonly OtlpReceiver _collector = new();

    public OtlpTests()
    {
        _cluster.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address;
        _cluster.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
    }

    public void Dispose()
    {
        _cluster.Dispose();
        _collector.Dispose();
    }

    [Fact]
    public async Task Should_send_one_trace_of_a_campaign_from_both_nodes_even_across_a_restart()
    {
        var campaign = _cluster.WriteIris();
        var coordinator = _cluster.Coordinator();
        var trainer = _cluster.Trainer("t1");
        await _cluster.AskAsync("submit", campaign);
        await _cluster.StoredAsync("iris", 3);
        Assert.Equal(0, await coordinator.TerminateAsync());
        coordinator = _cluster.Coordinator();
        await _cluster.FinishedAsync("iris");
        Assert.Equal(0, await trainer.TerminateAsync());
        Assert.Equal(0, await coordinator.TerminateAsync());

        var spans = _collector.Spans;
        Assert.Single(spans.Select(span => span.Trace).Distinct());
        Assert.All(spans, span => Assert.Equal(span.Name == "attempt" ? "chaos-trainer" : "chaos-coordinator", span.Service));
        var campaigns = Named(spans, "campaign");
        var items = Named(spans, "item");
        var attempts = Named(spans, "attempt");
        Assert.Equal(["", ""], campaigns.Select(span => span.Parent)); // roots, one for each time it was opened
        Assert.Empty(items.Select(span => span.Parent).Except(campaigns.Select(span => span.Id)));
        Assert.Empty(attempts.Select(span => span.Parent).Except(items.Select(span => span.Id)));
        Assert.Equal(24, attempts.Count);
        Assert.Single(Named(spans, "campaign settled"));
        Assert.True(_collector.Metrics >= 3, $"metrics were sent {_collector.Metrics} times");
        Assert.Contains(_collector.Logs, log => log is { Service: "chaos-trainer", Body: "Stopped." });
    }

    [Fact]
    public async Task Should_name_the_attempts_span_in_the_log_of_its_failure()
    {
        await File.WriteAllTextAsync(_cluster.File("mine.csv"), string.Concat(Enumerable.Repeat("1,2,a\n2,1,b\n", 5)));
        await File.WriteAllTextAsync(_cluster.File("mine.yaml"), """
            task: {name: mine, csv: {train: mine.csv}}
            architectures: [3-tanh]
            learningRates: [0.1]
            seeds: 1
            epochs: 10
            perturbation: {count: 1, epsilon: 1e-8}
            thresholds: [0.5]
            """);
        _cluster.Coordinator();
        await _cluster.AskAsync("submit", "mine.yaml");
        // What the trainer keeps under the file's name is another one.
        Directory.CreateDirectory(_cluster.File("t1", "objects"));
        await File.WriteAllTextAsync(_cluster.File("t1", "objects", DataReference.Of(_cluster.File("mine.csv")).Sha256), "1,2,a\n2,2,b\n");
        var trainer = _cluster.Trainer("t1");
        await trainer.SaysAsync("Item 0 of campaign mine failed: ");
        Assert.Equal(0, await trainer.TerminateAsync());

        var log = Assert.Single(_collector.Logs, log => log.Body.StartsWith("Item 0 of campaign mine failed: ", StringComparison.Ordinal));
        var attempt = Assert.Single(Named(_collector.Spans, "attempt"));
        Assert.Equal((attempt.Trace, attempt.Id), (log.Trace, log.Span));
        Assert.Contains(attempt.Trace, trainer.Log); // and in what it printed
    }

    private static List<OtlpSpan> Named(IEnumerable<OtlpSpan> spans, string name) => [.. spans.Where(span => span.Name == name)];
}
