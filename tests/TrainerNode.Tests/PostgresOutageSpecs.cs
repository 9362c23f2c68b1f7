using Chaos.Actors.Campaigns;
using Akka.Actor;
using Chaos.Actors.Coordinator;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Databases;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.TrainerNode.Tests;

/// <summary>A real PostgreSQL server dies and comes back under a running campaign.</summary>
public sealed class PostgresOutageSpecs : IDisposable
{
    // On a crowded machine recovery, and results that wait for their next turn to be sent, take their time.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly PostgresServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Should_get_over_a_server_that_dies_and_comes_back_in_mid_campaign()
    {
        using var database = TestDatabase.Postgres(_server);
        var spec = Specs.Campaign("outage", rates: 10, seeds: 60);
        var id = CampaignId.Of(spec);
        using var permits = new SemaphoreSlim(150);
        var computation = new FakeComputation { Before = (_, cancellation) => permits.Wait(cancellation) };
        await using var node = await EmbeddedNode.StartAsync(database.Database, computation, slots: 4);
        Assert.IsType<CampaignReplies.Accepted>(await node.AskAsync(
            new CampaignCommands.Submit(spec, TaskContents.Of("abc"), NumericsVersion.Current)));

        for (var outage = 1; outage <= 2; outage++)
        {
            await BoundedWaits.UntilAsync(async () => await DoneAsync() is >= 100, "100 items are done");
            _server.Kill();
            permits.Release(100); // trainers go on, and their results wait
            var refused = await UntilRefusedAsync();
            Assert.Contains("goes on by itself", refused.Reason);
            Assert.Contains("127.0.0.1", refused.Reason);
            _server.Start();
            await BoundedWaits.UntilAsync(async () => await DoneAsync() is > 150, "it goes on");
        }
        permits.Release(1000);
        var settled = Assert.IsType<CampaignNotices.CampaignSettled>(
            await node.Coordinator.Ask(new CampaignCommands.Subscribe(id), Patience));

        Assert.Equal((CampaignPhase.Completed, 600L), (settled.Status.Phase, settled.Status.Done));
        Assert.All(computation.Runs.Values, runs => Assert.Equal(1, runs));
        Assert.Equal("600", database.Query("SELECT COUNT(*) FROM journal WHERE manifest = 'completed'").Single());
        Assert.All(ResultsStore.OpenRead(database.Database).Read(id), row =>
        {
            Assert.Equal(FakeComputation.Series(spec.Grid.Item(row.Item.Value)).Digest(), row.Digest);
            Assert.Equal(row.Digest, row.Series.Digest());
        });

        async Task<long?> DoneAsync() =>
            await node.Coordinator.Ask(new CampaignQueries.GetStatus(id), Patience) is CampaignStatus status ? status.Done : null;

        async Task<CampaignReplies.Refused> UntilRefusedAsync()
        {
            CampaignReplies.Refused? refused = null;
            await BoundedWaits.UntilAsync(
                async () =>
                {
                    refused = await node.Coordinator.Ask(new CampaignQueries.GetStatus(id), Patience) as CampaignReplies.Refused;
                    return refused is not null;
                },
                "the outage is noticed");
            return refused!;
        }
    }

    [Fact]
    public async Task Should_wait_for_the_server_when_it_takes_over_during_an_outage()
    {
        using var database = TestDatabase.Postgres(_server);
        var spec = Specs.Campaign("takeover");
        await using var node = await EmbeddedNode.StartAsync(database.Database, new FakeComputation());
        Assert.IsType<CampaignReplies.Accepted>(await node.AskAsync(
            new CampaignCommands.Submit(spec, TaskContents.Of("abc"), NumericsVersion.Current)));
        await node.NoticeAsync(CampaignId.Of(spec));
        var store = ResultsStore.Open(database.Database);
        await node.Coordinator.GracefulStop(TimeSpan.FromSeconds(30));

        _server.Kill();
        var settings = new CoordinatorSettings { Database = database.Database };
        var next = node.System.ActorOf(Props.Create(() => new CoordinatorActor(store, settings)));
        var answer = next.Ask(new CampaignQueries.GetStatus(CampaignId.Of(spec)), TimeSpan.FromSeconds(60));
        _server.Start();

        Assert.Equal(CampaignPhase.Completed, Assert.IsType<CampaignStatus>(await answer).Phase);
    }
}
