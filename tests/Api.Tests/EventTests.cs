using System.Text.Json;
using Chaos.Actors.Api.Documents;

namespace Chaos.Actors.Api.Tests;

/// <summary>Server-sent events.</summary>
[Collection(ApiCollection.Name)]
public sealed class EventTests(ApiCluster cluster)
{
    [Fact]
    public async Task Should_tell_a_campaign_from_its_items_to_its_verdict()
    {
        await cluster.SubmitAsync(Lasting("told", 200, 500), "told");
        await PauseAsync("told");
        var address = ApiRoutes.For(ApiRoutes.CampaignEvents, "told");
        var listening = EventStream.UntilAsync(cluster.Reader, address, happened => happened.EventType == ApiEvents.Verdict);
        await ListenedAsync(address);
        await cluster.Writer.PostAsync(ApiRoutes.For(ApiRoutes.Resume, "told"), null);
        var heard = await listening;

        Assert.Equal(ApiEvents.Status, heard[0].EventType);
        Assert.Equal("finished", Assert.Single(heard, happened => happened.EventType == ApiEvents.Settled) is var settled
            ? JsonSerializer.Deserialize<CampaignEntry>(settled.Data, ApiJson.Options)!.State : "");
        var before = JsonSerializer.Deserialize<CampaignEntry>(heard[0].Data, ApiJson.Options)!.Done;
        var items = heard.Where(happened => happened.EventType == ApiEvents.Item)
            .Select(happened => JsonSerializer.Deserialize<ItemEvent>(happened.Data, ApiJson.Options)!.Item).ToList();
        Assert.Equal(400 - before, items.Count);
        Assert.Equal(items.Count, items.Distinct().Count());

        // Who comes back is told what came after, and nothing else.
        var middle = heard.FindIndex(happened => happened.EventType == ApiEvents.Item) + 5;
        var rest = await EventStream.UntilAsync(
            cluster.Reader, address, happened => happened.EventType == ApiEvents.Verdict, heard[middle].EventId);
        Assert.Equal(heard.Skip(middle + 1).Select(happened => happened.EventId), rest.Select(happened => happened.EventId));

        // Who has heard of another coordinator is told of every item.
        var again = await EventStream.UntilAsync(cluster.Reader, address, happened => happened.EventType == ApiEvents.Verdict, "of-another-17");
        Assert.Equal(400, again.Count(happened => happened.EventType == ApiEvents.Item));
    }

    [Fact]
    public async Task Should_tell_every_item_of_a_grid_that_another_takes_the_place_of()
    {
        await cluster.SubmitAsync(Named("grown", 2), "grown");
        await cluster.UntilStateAsync("grown", "finished");
        var address = ApiRoutes.For(ApiRoutes.CampaignEvents, "grown");
        var listening = EventStream.UntilAsync(cluster.Reader, address, happened => happened.EventType == ApiEvents.Settled
            && JsonSerializer.Deserialize<CampaignEntry>(happened.Data, ApiJson.Options)!.Done == 9);
        await ListenedAsync(address);
        // Another learning rate in between: the items have other indices now.
        await cluster.SubmitAsync(Named("grown", 3).Replace("0.1, 1.0", "0.1, 0.5, 1.0", StringComparison.Ordinal), "grown");

        var items = (await listening).Where(happened => happened.EventType == ApiEvents.Item)
            .Select(happened => JsonSerializer.Deserialize<ItemEvent>(happened.Data, ApiJson.Options)!.Item);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], items.Distinct().Order());
    }

    [Fact]
    public async Task Should_tell_hundreds_at_once()
    {
        const int readers = 500;
        await cluster.SubmitAsync(Lasting("heard", 20, 3000), "heard");
        await PauseAsync("heard");
        var address = ApiRoutes.For(ApiRoutes.CampaignEvents, "heard");
        var first = 0;
        var all = Enumerable.Range(0, readers).Select(_ => EventStream.UntilAsync(cluster.Reader, address, happened =>
        {
            if (happened.EventType == ApiEvents.Status) Interlocked.Increment(ref first);
            return happened.EventType == ApiEvents.Settled;
        })).ToList();
        await cluster.UntilAsync(() => Task.FromResult(Volatile.Read(ref first) >= readers));
        await cluster.Writer.PostAsync(ApiRoutes.For(ApiRoutes.Resume, "heard"), null);

        Assert.All(await Task.WhenAll(all), heard => Assert.Equal(ApiEvents.Settled, heard[^1].EventType));
    }

    [Fact]
    public async Task Should_tell_of_all_campaigns()
    {
        var heard = await EventStream.UntilAsync(
            cluster.Reader, ApiRoutes.Events, happened => happened.EventType == ApiEvents.Settled && happened.Data.Contains("\"tiny\"", StringComparison.Ordinal));
        Assert.Equal(ApiEvents.Status, heard[0].EventType);
    }

    private static string Named(string name, int seeds) => ApiCluster.Tiny
        .Replace("name: tiny", $"name: {name}", StringComparison.Ordinal).Replace("seeds: 3", $"seeds: {seeds}", StringComparison.Ordinal);

    // Not over before it is paused: a quiet machine computes hundreds of tiny items while a request is on its way, and what another campaign
    // of the same epochs has computed is taken from there at once.
    private static string Lasting(string name, int seeds, int epochs) => Named(name, seeds).Replace("epochs: 20", $"epochs: {epochs}", StringComparison.Ordinal);

    private async Task PauseAsync(string name)
    {
        using var answer = await cluster.Writer.PostAsync(ApiRoutes.For(ApiRoutes.Pause, name), null);
        answer.EnsureSuccessStatusCode();
    }

    // As soon as one more has heard the first event, whoever came before has been looked after.
    private async Task ListenedAsync(string address) => await EventStream.UntilAsync(cluster.Reader, address, _ => true);
}
