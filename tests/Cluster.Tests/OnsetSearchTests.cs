using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests;

/// <summary>A campaign that searches, on real processes.</summary>
public sealed class OnsetSearchTests : IDisposable
{
    private readonly Playground _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Should_take_the_rounds_that_one_process_takes_though_the_only_coordinator_is_killed()
    {
        var campaign = _cluster.WriteIris(seeds: 8, epochs: 600, rates: "0.05, 10");
        await File.AppendAllTextAsync(_cluster.File(campaign), "\nsearch: {width: 0.8}\n");
        var undisturbed = await _cluster.UndisturbedAsync(campaign, "iris");
        var coordinator = _cluster.Coordinator();
        foreach (var name in new[] { "t1", "t2" }) await _cluster.Trainer(name).SaysAsync("This node is up");

        await _cluster.AskAsync("submit", campaign);
        // In the first round, about its end, and later.
        foreach (var items in new[] { 7, 16, undisturbed.Count * 2 / 3 })
        {
            await _cluster.StoredAsync("iris", items);
            await coordinator.KillAsync();
            coordinator = _cluster.Coordinator();
        }
        var status = await _cluster.FinishedAsync("iris");

        Assert.Equal(undisturbed, _cluster.Digests("iris"));
        var search = status.GetProperty("search");
        Assert.True(search.GetProperty("round").GetInt32() > 1, status.ToString());
        Assert.NotEmpty(search.GetProperty("ended").GetString()!);
        // Given again, it is the campaign that is there, whatever it has grown to.
        Assert.Contains("iris: continues, ", await _cluster.AskAsync("submit", campaign));
    }
}
