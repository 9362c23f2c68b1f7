using System.Net;
using System.Text.Json;
using Chaos.Actors.Api.Documents;

namespace Chaos.Actors.Api.Tests;

/// <summary>Whichever coordinator is asked, and whichever of them dies.</summary>
public sealed class FailoverTests(ThreeCoordinators cluster) : IClassFixture<ThreeCoordinators>
{
    [Fact]
    public async Task Should_answer_the_same_whichever_coordinator_is_asked()
    {
        string[] moving = [ApiRoutes.Nodes, ApiRoutes.Campaigns]; // when trainers were heard, and campaigns of other tests
        var clients = cluster.Living;
        foreach (var (_, template) in DescribedRoutes.All().Where(route => route.Method == HttpMethod.Get
            && !route.Template.EndsWith("events", StringComparison.Ordinal) && !moving.Contains(route.Template)))
        {
            var address = DescribedRoutes.Existing(template);
            var answers = await Task.WhenAll(clients.Select(async client =>
            {
                using var answer = await client.GetAsync(address);
                return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, Convert.ToHexString(await answer.Content.ReadAsByteArrayAsync()));
            }));
            Assert.True(answers.Distinct().Count() == 1, $"{address}: {string.Join(", ", answers.Select(answer => $"{answer.StatusCode} {answer.MediaType} {answer.Item3.Length}"))}");
        }
    }

    [Fact]
    public async Task Should_lose_nothing_to_clients_that_come_back_when_the_active_one_is_killed()
    {
        const string name = "watched";
        const long items = 3000;
        var yaml = ApiCluster.Tiny.Replace("name: tiny", "name: " + name, StringComparison.Ordinal).Replace("seeds: 3", "seeds: 1500", StringComparison.Ordinal);
        var active = await cluster.ActiveAsync();
        var standby = cluster.Living.First(client => client != active);
        (await standby.PutAsync(ApiRoutes.For(ApiRoutes.Campaign, name), ApiCluster.Yaml(yaml))).EnsureSuccessStatusCode();

        using var over = new CancellationTokenSource();
        var heard = 0;
        var listening = new[] { active, standby }.Select(client => HearAsync(client, name, () => Interlocked.Increment(ref heard))).ToList();
        var lists = ReadListsAsync(active, name, over.Token);
        var series = ReadSeriesAsync(active, over.Token);
        await cluster.UntilAsync(() => Task.FromResult(Volatile.Read(ref heard) > 100));
        cluster.Kill(active);

        foreach (var told in await Task.WhenAll(listening)) Assert.Equal(Enumerable.Range(0, (int)items).Select(item => (long)item), told.Order());
        await over.CancelAsync();
        Assert.Equal(items, await lists);
        Assert.True(await series > 0);
        Assert.NotEqual(active, await cluster.ActiveAsync());
    }

    // As an EventSource does: it comes back with the last id, here or elsewhere. Whose id nobody knows is told of every item.
    private async Task<HashSet<long>> HearAsync(HttpClient first, string name, Action onItem)
    {
        var (told, lastId, client) = (new HashSet<long>(), "from the beginning", first);
        while (true)
        {
            try
            {
                await foreach (var happened in EventStream.ReadAsync(client, ApiRoutes.For(ApiRoutes.CampaignEvents, name), lastId))
                {
                    lastId = happened.EventId ?? lastId;
                    if (happened.EventType == ApiEvents.Settled) return told;
                    if (happened.EventType != ApiEvents.Item) continue;
                    told.Add(JsonSerializer.Deserialize<ItemEvent>(happened.Data, ApiJson.Options)!.Item);
                    onItem();
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // Hung up on.
            }
            // Whoever answers next.
            client = cluster.Living.FirstOrDefault(other => other != client) ?? client;
            await cluster.GetAsync(client, ApiRoutes.For(ApiRoutes.Campaign, name));
        }
    }

    // What is done stays done.
    private async Task<long> ReadListsAsync(HttpClient first, string name, CancellationToken over)
    {
        var done = 0L;
        while (await IsNextAsync(over))
        {
            using var answer = await cluster.GetAsync(first, ApiRoutes.Campaigns);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var now = (await ApiCluster.ReadAsync<ListDocument>(answer)).Campaigns.Single(campaign => campaign.Campaign == name).Done;
            Assert.True(now >= done, $"{now} after {done}");
            done = now;
        }
        return done;
    }

    private async Task<int> ReadSeriesAsync(HttpClient first, CancellationToken over)
    {
        var (times, known) = (0, "");
        while (await IsNextAsync(over))
        {
            using var answer = await cluster.GetAsync(first, ApiRoutes.For(ApiRoutes.Series, "tiny", "3", "distance"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var now = await answer.Content.ReadAsStringAsync();
            if (times++ == 0) known = now;
            Assert.Equal(known, now);
        }
        return times;
    }

    // A client that asks now and then, until it is over.
    private static async Task<bool> IsNextAsync(CancellationToken over)
    {
        await Task.Delay(50, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !over.IsCancellationRequested;
    }
}
