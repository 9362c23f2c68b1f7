using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;
using CsCheck;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

public sealed class SimulationTests
{
    [Fact]
    public void Should_complete_every_item_exactly_once_whatever_dies() => Gen.Int.Sample(Live, iter: 300, threads: 2);

    // Seeds that once found a fault.
    [Theory]
    [InlineData(1083248)]
    public void Should_still_complete_where_it_once_did_not(int seed) => Live(seed);

    private static void Live(int seed)
    {
        var cluster = new SimulatedCluster(seed);
        for (var step = 0; step < 400; step++) cluster.Step(faults: true);
        cluster.Settle();

        Assert.True(cluster.Facts.IsSettled, $"{cluster.Facts.Done.Count} of {cluster.Facts.Done.Size} done");
        var completed = cluster.Journal.OfType<CampaignEvents.ItemCompleted>().Select(e => e.Item.Value).ToList();
        Assert.Equal(completed.Distinct(), completed);
        Assert.Equal(cluster.Facts.Done.Size, completed.Count + cluster.Facts.Quarantined);
        Assert.All(completed, item => Assert.True(cluster.Rows.ContainsKey(item)));
        Assert.All(completed, item => Assert.DoesNotContain(item, cluster.Poison));
        // Whatever else is quarantined had its trainer killed under it as often as that takes.
        foreach (var failed in cluster.Facts.Failures.Values.Where(f => !cluster.Poison.Contains(f.Item.Value)))
        {
            Assert.Equal(failed.Count, cluster.Journal.OfType<CampaignEvents.AttemptFailed>()
                .Count(e => e.Item == failed.Item && e.Kind == FailureKind.TrainerLost));
        }
    }
}
