using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Tests.Dispatch;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Campaigns;

public sealed class FactsTests
{
    [Fact]
    public void Should_be_the_same_from_a_snapshot_as_from_the_journal()
    {
        var campaign = new CampaignDriver(Specs.Campaign(rates: 30, seeds: 5));
        for (var n = 0; n < 60; n++)
        {
            var given = Assert.Single(campaign.Pull("n1", 1, 1));
            if (n % 7 == 0) campaign.Fail(given);
            else campaign.Finish(given);
        }
        var snapshot = campaign.Facts.ToSnapshot();
        var fromSnapshot = snapshot.ToFacts();
        var fromJournal = campaign.Journal.Aggregate(CampaignState.Initial, (state, e) => state.Apply(e)).Facts!;
        foreach (var facts in new[] { fromSnapshot, fromJournal })
        {
            Assert.Equal(campaign.Facts.Done.ToBytes(), facts.Done.ToBytes());
            Assert.Equal(campaign.Facts.Cells.Keys.Order(), facts.Cells.Keys.Order());
            Assert.All(facts.Cells, cell => Assert.Equal(
                campaign.Facts.Cells[cell.Key].ToString(), cell.Value.ToString()));
            Assert.Equal(campaign.Facts.Failures, facts.Failures);
            Assert.Equal(
                (campaign.Facts.Term, campaign.Facts.Phase, campaign.Facts.MeanDuration, campaign.Facts.Quarantined),
                (facts.Term, facts.Phase, facts.MeanDuration, facts.Quarantined));
        }
    }

    [Fact]
    public void Should_aggregate_as_two_passes_over_all_items_would()
    {
        var random = new Random(5);
        var lambdas = Enumerable.Range(0, 500).Select(_ => random.NextDouble() * 4 - 2 + 1e6).ToList();
        var cell = lambdas.Aggregate(
            Messages.Journal.CellAggregate.Empty(0, 1),
            (aggregate, lambda) => aggregate.Add(new ItemSummary(lambda, 1, 0.5, 0.5, [(int)(lambda - 1e6) + 10], null)));
        cell = cell.Add(new ItemSummary(double.NaN, 1, 0.1, 0.1, [null], 7));
        var mean = lambdas.Average();
        Assert.Equal((501, 500, 1, 500), (cell.Done, cell.Lambdas, cell.Divergent, cell.Reached[0]));
        Assert.Equal(mean, cell.MeanLambda, 1e-7);
        Assert.Equal(lambdas.Sum(lambda => (lambda - mean) * (lambda - mean)), cell.SquaredDeviations, 1e-5);
        Assert.Equal(0.5, cell.MeanFinalAccuracy, 1e-12);
    }
}
