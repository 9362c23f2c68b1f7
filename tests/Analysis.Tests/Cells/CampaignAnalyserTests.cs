using System.Text.Json;
using System.Text.Json.Serialization;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Tests.Cells;

public sealed class CampaignAnalyserTests
{
    private static readonly JsonSerializerOptions _exact = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    [Fact]
    public void Should_summarise_a_cell()
    {
        double[] rates = [0.1, 0.2, 0.3, 0.4];
        int?[] times = [10, 20, null, 40];
        var analysis = Campaigns.Of([1.0], 4, 0.4, 0.8)
            .Analyse((_, seed) => Campaigns.Item(rates[seed], times[seed]));

        var cell = Assert.Single(analysis.Cells);
        Assert.Equal((4, 0, 1.0), (cell.Seeds, cell.Divergent, cell.KeptFraction));
        Assert.Equal(0.25, cell.Lambda, 1e-9);
        Assert.Equal(rates, cell.Lambdas.Select(lambda => Math.Round(lambda, 9)));
        Assert.InRange(cell.LambdaInterval.Low, 0.1, 0.2);
        Assert.InRange(cell.LambdaInterval.High, 0.3, 0.4);
        Assert.Equal(2e-4, cell.InitialDistance, 1e-12);
        Assert.Equal(0.8, cell.FinalAccuracy, 1e-12);
        Assert.Equal(new ThresholdSummary(0.4, 1, 0, new Interval(0, 0)), cell.TrainingTimes[0]);
        Assert.Equal((0.8, 0.75, 30), (cell.TrainingTimes[1].Threshold, cell.TrainingTimes[1].ReachedFraction, cell.TrainingTimes[1].Median));
        Assert.Equal(new Interval(10, double.PositiveInfinity), cell.TrainingTimes[1].MedianInterval);
        Assert.Equal(Campaigns.Epochs + 1, cell.MeanLogDistance.Count);
        Assert.Equal(Math.Log(2e-4) + 0.25 * 10, cell.MeanLogDistance[10], 1e-12);
    }

    // The standard error of a mean of 50 is known; the percentile interval must have about that width.
    [Fact]
    public void Should_give_the_interval_of_a_mean_its_width()
    {
        var random = new Random(5);
        double[] rates = [.. Enumerable.Range(0, 50).Select(_ => 0.5 + 0.1 * (random.NextDouble() - 0.5))];
        var cell = Campaigns.Of([1.0], 50).Analyse((_, seed) => Campaigns.Item(rates[seed], 5)).Cells[0];

        var deviation = Math.Sqrt(cell.Lambdas.Sum(l => (l - cell.Lambda) * (l - cell.Lambda)) / 50);
        Assert.Equal(1.96 * deviation / Math.Sqrt(50), cell.Lambda - cell.LambdaInterval.Low, 0.0006);
        Assert.Equal(1.96 * deviation / Math.Sqrt(50), cell.LambdaInterval.High - cell.Lambda, 0.0006);
    }

    // Resume changes the order in which items arrive; the result table must stay the same, byte for byte.
    [Fact]
    public void Should_not_depend_on_the_order_of_items()
    {
        var campaign = Campaigns.Of([0.1, 1.0, 10.0], 20, 0.4, 0.8);
        var random = new Random(3);
        (long, PairGroupSeries)[] items =
        [
            .. campaign.Items((_, _) => Campaigns.Item(
                random.NextDouble() - 0.3, random.Next(60), random.Next(5) == 0 ? random.Next(4, 50) : null)),
        ];
        var expected = JsonSerializer.Serialize(CampaignAnalyser.Analyse(campaign, Estimator.Growth, items), _exact);
        for (var shuffle = 0; shuffle < 5; shuffle++)
        {
            random.Shuffle(items);
            var analysis = CampaignAnalyser.Analyse(campaign, Estimator.Growth, items);
            Assert.Equal(expected, JsonSerializer.Serialize(analysis, _exact));
        }
    }

    [Fact]
    public void Should_count_an_item_once_that_arrives_twice()
    {
        var campaign = Campaigns.Of([1.0], 2);
        var items = campaign.Items((_, seed) => Campaigns.Item(0.1 * (seed + 1), 5)).ToArray();
        var once = CampaignAnalyser.Analyse(campaign, Estimator.Growth, items);
        var twice = CampaignAnalyser.Analyse(campaign, Estimator.Growth, [.. items, .. items]);
        Assert.Equal(JsonSerializer.Serialize(once, _exact), JsonSerializer.Serialize(twice, _exact));
    }

    [Fact]
    public void Should_leave_out_cells_without_a_finished_seed_and_say_nothing_of_one()
    {
        var campaign = Campaigns.Of([0.1, 1.0], 5);
        var analysis = CampaignAnalyser.Analyse(campaign, Estimator.Growth, [(1, Campaigns.Item(0.3, 5))]);

        var cell = Assert.Single(analysis.Cells);
        Assert.Equal((1, 1.0, 1), (cell.Cell.Index, cell.Cell.LearningRate, cell.Seeds));
        Assert.Equal(0.3, cell.Lambda, 1e-9);
        Assert.Equal(Interval.Unknown, cell.LambdaInterval);
        Assert.Equal(Interval.Unknown, cell.TrainingTimes[0].MedianInterval);
    }

    [Fact]
    public void Should_count_divergent_items_and_keep_them_out_of_the_final_accuracy()
    {
        var cell = Campaigns.Of([1.0], 4)
            .Analyse((_, seed) => Campaigns.Item(0.3, seed == 0 ? 3 : 50, divergedAt: seed == 0 ? 8 : null)).Cells[0];
        Assert.Equal((4, 1), (cell.Seeds, cell.Divergent));
        Assert.Equal(0.9, cell.FinalAccuracy, 1e-12);
        Assert.Equal(1, cell.TrainingTimes[0].ReachedFraction);
    }

    [Fact]
    public void Should_report_no_exponent_and_no_curve_without_perturbation()
    {
        var zero = Campaigns.Item(0, 5) with { Distance = [new double[101], new double[101]] };
        var cell = Campaigns.Of([1.0], 3).Analyse((_, _) => zero).Cells[0];
        Assert.True(double.IsNaN(cell.Lambda));
        Assert.Equal((0, 0), (cell.KeptFraction, cell.InitialDistance));
        Assert.Equal(Interval.Unknown, cell.LambdaInterval);
        Assert.All(cell.MeanLogDistance, value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void Should_report_what_share_a_filter_keeps()
    {
        var campaign = Campaigns.Of([1.0], 4);
        var cell = CampaignAnalyser.Analyse(
            campaign, Estimator.Danovski, campaign.Items((_, seed) => Campaigns.Item(seed < 3 ? 0.01 : 0.1, 5))).Cells[0];
        Assert.Equal(0.25, cell.KeptFraction);
        Assert.Equal(0.1, cell.Lambda, 1e-9);
    }

    [Fact]
    public void Should_refuse_an_item_outside_the_grid() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CampaignAnalyser.Analyse(
            Campaigns.Of([1.0], 2), Estimator.Growth, [(2, Campaigns.Item(0.1, 5))]));
}
