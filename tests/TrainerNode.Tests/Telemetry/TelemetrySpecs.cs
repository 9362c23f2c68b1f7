using System.Diagnostics;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Cluster.Telemetry;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Microsoft.Data.Sqlite;

namespace Chaos.Actors.TrainerNode.Tests.Telemetry;

/// <summary>Meters and sources are the process's: no other campaign may run meanwhile.</summary>
[CollectionDefinition(nameof(TelemetrySpecs), DisableParallelization = true)]
public sealed class TelemetryCollection;

/// <summary>What a whole campaign tells those who listen.</summary>
[Collection(nameof(TelemetrySpecs))]
public sealed class TelemetrySpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-").FullName;
    private readonly Recording _recording = new();

    private Database Database => Database.File(Path.Combine(_folder, "campaign.db"));

    public void Dispose()
    {
        _recording.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Should_trace_campaign_item_and_attempt_in_one_trace_across_restarts()
    {
        var spec = Specs.Campaign("traced", rates: 4, seeds: 5);
        using var hold = new ManualResetEventSlim();
        var first = new FakeComputation
        {
            Before = (item, cancellation) =>
            {
                if (item.Seed >= 3) hold.Wait(cancellation);
            },
        };
        await using (var node = await EmbeddedNode.StartAsync(Database, first))
        {
            await node.AskAsync(Submit(spec));
            await BoundedWaits.UntilAsync(async () => (await node.StatusAsync(CampaignId.Of(spec))).Done >= 12, "12 items are done");
        }
        await using (var node = await EmbeddedNode.StartAsync(Database, new FakeComputation())) await RunAsync(node, spec);

        var campaigns = _recording.Spans("campaign");
        var items = _recording.Spans("item");
        var attempts = _recording.Spans("attempt");
        Assert.Equal(2, campaigns.Count); // one a term
        Assert.All(campaigns.Select(span => span.ParentSpanId), parent => Assert.Equal(default, parent));
        Assert.Single(campaigns.Concat(items).Concat(attempts).Select(span => span.TraceId).Distinct());
        Assert.Empty(Parents(items).Except(Ids(campaigns)));
        Assert.Empty(Parents(attempts).Except(Ids(items)));
        // Every item is told of as completed once; what the restart interrupted, as that too.
        var completed = items.Where(span => span.GetTagItem("chaos_actors.item.interrupted") is null).ToList();
        Assert.Equal(
            Enumerable.Range(0, 20).Select(i => (long)i), completed.Select(span => (long)span.GetTagItem("chaos_actors.item.index")!).Order());
        Assert.Equal(["here"], completed.Select(span => span.GetTagItem("chaos_actors.node.name")).Distinct());
        Assert.Equal("completed", Assert.Single(
            _recording.Spans("campaign settled").Select(span => span.GetTagItem("chaos_actors.phase"))));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task Should_say_in_the_spans_what_failed()
    {
        var spec = Specs.Campaign("failing", rates: 1, seeds: 3);
        var computation = new FakeComputation
        {
            Before = (item, _) =>
            {
                if (item.Seed == 1) throw new InvalidOperationException("no luck");
            },
        };
        await using var node = await EmbeddedNode.StartAsync(Database, computation);
        await RunAsync(node, spec);

        var attempts = _recording.Spans("attempt").Where(span => span.Status == ActivityStatusCode.Error).ToList();
        Assert.Equal(3, attempts.Count);
        Assert.Equal(["InvalidOperationException: no luck"], attempts.Select(span => span.StatusDescription).Distinct());
        var item = _recording.Spans("item").Where(span => span.Status == ActivityStatusCode.Error).ToList();
        Assert.Equal([3], item.Select(span => span.Events.Count()));
        Assert.Equal(Ids(item), Parents(attempts).Distinct());
        Assert.Equal(3, _recording.Sum("chaos_actors.campaign.failed_attempts", "failing", "threw"));
        Assert.Equal((3, 2), (_recording.Sum("chaos_actors.trainer.attempts", "failed"), _recording.Sum("chaos_actors.trainer.attempts", "completed")));
        await SettlesAsync("chaos_actors.campaign.items", 1, "failing", "quarantined");
    }

    [Fact]
    public async Task Should_trace_a_fixed_number_of_a_large_campaigns_items_spread_evenly()
    {
        var spec = Specs.Campaign("large", rates: 50, seeds: 60);
        await using (var node = await EmbeddedNode.StartAsync(Database, new FakeComputation())) await RunAsync(node, spec);
        var traced = _recording.Spans("item").Select(span => (long)span.GetTagItem("chaos_actors.item.index")!).ToList();
        Assert.InRange(traced.Count, 900, 1100); // of 3000
        for (var third = 0; third < 3; third++)
            Assert.InRange(traced.Count(item => item / 1000 == third), 250, 420);
        Assert.Equal(traced.Count, _recording.Spans("attempt").Count);
    }

    [Fact]
    public async Task Should_measure_a_campaign()
    {
        var spec = Specs.Campaign("measured", rates: 4, seeds: 5, epochs: 20);
        await using var node = await EmbeddedNode.StartAsync(Database, new FakeComputation(), slots: 3);
        await RunAsync(node, spec);

        await SettlesAsync("chaos_actors.campaign.items", 20, "measured", "done");
        Assert.Equal(20, _recording.Observe("chaos_actors.campaign.items", "measured"));
        Assert.Equal(1, _recording.Observe("chaos_actors.campaign.phase", "measured"));
        Assert.Equal(1, _recording.Observe("chaos_actors.campaign.phase", "measured", "completed"));
        await SettlesAsync("chaos_actors.campaign.leases", 0, "measured");
        Assert.Equal(1, _recording.Observe("chaos_actors.coordinator.active"));
        Assert.Equal(1, _recording.Observe("chaos_actors.coordinator.trainers"));
        Assert.Equal(3, _recording.Observe("chaos_actors.coordinator.slots"));
        await SettlesAsync("chaos_actors.trainer.replica_epochs", 20 * 20 * 3);
        await SettlesAsync("chaos_actors.trainer.slots", 3, "free");
        Assert.Equal(0, _recording.Observe("chaos_actors.trainer.slots", "busy"));
        Assert.Equal(20, _recording.Count("chaos_actors.trainer.item.duration"));
        Assert.Equal(22, _recording.Sum("chaos_actors.journal.events")); // submission, term, 20 completions
        var groups = _recording.Count("chaos_actors.journal.write.duration");
        Assert.InRange(groups, 1, 21);
        Assert.Equal(groups, _recording.Count("chaos_actors.results.write.duration"));
        // In Prometheus and in a store of spans a name means one thing, and ours are told from everybody else's.
        Assert.Empty(_recording.Instruments.Intersect(_recording.Attributes));
        Assert.All(
            _recording.Instruments.Concat(_recording.Attributes).Except([TelemetryNames.ErrorType]),
            name => Assert.StartsWith("chaos_actors.", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_fall_silent_with_the_coordinator()
    {
        await using (await EmbeddedNode.StartAsync(Database, new FakeComputation()))
        {
            await SettlesAsync("chaos_actors.coordinator.active", 1);
            await SettlesAsync("chaos_actors.trainer.slots", 2);
        }
        await SettlesAsync("chaos_actors.coordinator.active", 0);
        await SettlesAsync("chaos_actors.trainer.slots", 0);
    }

    // Ids and not spans: a failed assertion prints all it was given, and a span leads to everything.
    private static IEnumerable<string> Ids(IEnumerable<Activity> spans) => spans.Select(span => span.SpanId.ToHexString());

    private static IEnumerable<string> Parents(IEnumerable<Activity> spans) =>
        spans.Select(span => span.ParentSpanId.ToHexString());

    // Gauges follow once a second.
    private Task SettlesAsync(string instrument, double expected, params string[] tags) => BoundedWaits.UntilAsync(
        () => _recording.Observe(instrument, tags) == expected, $"{instrument} ({string.Join(", ", tags)}) becomes {expected}");

    private static async Task<CampaignStatus> RunAsync(EmbeddedNode node, CampaignSpec spec)
    {
        await node.AskAsync(Submit(spec));
        return Assert.IsType<CampaignNotices.CampaignSettled>(await node.NoticeAsync(CampaignId.Of(spec))).Status;
    }

    private static CampaignCommands.Submit Submit(CampaignSpec spec) => new(spec, TaskContents.Of("hash"), NumericsVersion.Current);
}
