using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Tests.Cells;

public sealed class ItemSummaryTests
{
    [Fact]
    public void Should_say_what_an_item_says()
    {
        var summary = ItemSummary.Of(Campaigns.Item(0.2, 7), [0.4, 0.8, 0.95]);

        Assert.Equal(0.2, summary.Lambda, 1e-9);
        Assert.Equal(2e-4, summary.InitialDistance, 1e-12);
        Assert.Equal((0.9, 0.9), (summary.FinalAccuracy, summary.BestAccuracy));
        Assert.Equal([0, 7, null], summary.TrainingTimes);
        Assert.Null(summary.DivergedAt);
    }

    [Fact]
    public void Should_say_where_each_observed_series_of_one_row_ended()
    {
        var series = Campaigns.Item(0.2, 7) with
        {
            Observed = [new("a", [[1, 2, double.PositiveInfinity]]), new("b", [[1], [2]]), new("c", [[]])],
        };
        Assert.Equal(
            [new("a", double.PositiveInfinity), new("c", double.NaN)], ItemSummary.Of(series, []).LastValues);
        var divergent = Campaigns.Item(0.5, 30, divergedAt: 10) with { Observed = series.Observed };
        Assert.Equal([new("a", 2), new("c", double.NaN)], ItemSummary.Of(divergent, []).LastValues);
        Assert.Empty(ItemSummary.Of(Campaigns.Item(0.2, 7), []).LastValues);
    }

    [Fact]
    public void Should_have_no_exponent_without_perturbation()
    {
        var series = new PairGroupSeries([new double[9]], [.. Enumerable.Repeat(0.3, 10)], [new double[10]], null);
        var summary = ItemSummary.Of(series, [0.5]);
        Assert.True(double.IsNaN(summary.Lambda));
        Assert.Equal(0, summary.InitialDistance);
    }

    [Fact]
    public void Should_begin_with_the_distance_of_the_perturbation_whenever_that_is()
    {
        var item = Campaigns.Item(0.2, 7);
        double[][] later = [.. item.Distance.Select(d => new double[7].Concat(d).ToArray())];
        Assert.Equal(ItemSummary.Of(item, []).InitialDistance, ItemSummary.Of(item with { Distance = later }, []).InitialDistance);
    }

    [Fact]
    public void Should_have_no_exponent_when_the_estimator_rejects_it() =>
        Assert.True(double.IsNaN(ItemSummary.Of(Campaigns.Item(0.01, 7), [0.8], Estimator.Danovski).Lambda));

    [Fact]
    public void Should_read_a_divergent_item_over_the_epochs_it_has()
    {
        var summary = ItemSummary.Of(Campaigns.Item(0.5, 30, divergedAt: 10), [0.8]);
        Assert.Equal(0.5, summary.Lambda, 1e-9);
        Assert.Equal((0.5, 10), (summary.FinalAccuracy, summary.DivergedAt));
        Assert.Equal([null], summary.TrainingTimes);
    }

    [Fact]
    public void Should_survive_an_item_that_diverges_at_once()
    {
        var summary = ItemSummary.Of(Campaigns.Item(0.5, 0, divergedAt: 0), [0.8]);
        Assert.True(double.IsNaN(summary.Lambda));
        Assert.True(double.IsNaN(summary.BestAccuracy) && double.IsNaN(summary.FinalAccuracy));
        Assert.Equal([null], summary.TrainingTimes);
    }

    // argmax of NaN is class 0: on skewed data most of the test set.
    [Fact]
    public void Should_count_no_accuracy_taken_at_a_non_finite_loss()
    {
        var summary = ItemSummary.Of(Campaigns.Item(0.5, 10, divergedAt: 10), [0.4, 0.8]);
        Assert.Equal((0.5, 0.5, 10), (summary.FinalAccuracy, summary.BestAccuracy, summary.DivergedAt));
        Assert.Equal([0, null], summary.TrainingTimes);
    }

    // As releases stored it that did not look at w(T).
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Should_count_no_accuracy_of_a_last_epoch_without_finite_parameters(double last)
    {
        var item = Campaigns.Item(0.5, Campaigns.Epochs);
        item.Distance[1][^1] = last;
        var summary = ItemSummary.Of(item, [0.4, 0.8]);
        Assert.Equal((0.5, 0.5, Campaigns.Epochs), (summary.FinalAccuracy, summary.BestAccuracy, summary.DivergedAt));
        Assert.Equal([0, null], summary.TrainingTimes);
    }
}
