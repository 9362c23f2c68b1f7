using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Analysis.Tests.Figures;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Tests.Exports;

public sealed class ItemsCsvTests
{
    private const string Header =
        "index,seed,task,architecture,l2,momentum,epsilon,eta,"
        + "growth_lambda,growth_standard_error,growth_r2,growth_window_start,growth_window_end,growth_kept,"
        + "danovski_lambda,danovski_standard_error,danovski_r2,danovski_window_start,danovski_window_end,danovski_kept,"
        + "endpoint_lambda,endpoint_standard_error,endpoint_r2,endpoint_window_start,endpoint_window_end,endpoint_kept,"
        + "log_mean_lambda,log_mean_standard_error,log_mean_r2,log_mean_window_start,log_mean_window_end,log_mean_kept,"
        + "initial_distance,final_accuracy,best_accuracy,tau_0.8,tau_0.9,diverged_at,digest,numerics_version\n";

    private static readonly Campaigns.CampaignSpec Campaign =
        SyntheticCampaigns.Spec([0.1, 5], seeds: 2, thresholds: [0.8, 0.9]);

    [Fact]
    public void Should_write_exactly_this()
    {
        var text = Write([Row(0), Named(Row(3), "a,\"b\"") with { DivergedAt = 12, TrainingTimes = [null, null] }]);
        Assert.Equal(
            Header
            + "0,0,mnist 2000/1000,64-tanh-normal,0,0,1E-08,0.1,0.30000000000000004,0.001,0.99,5,40,true,,,,,,,-1E-05,,,0,30,false,,,,,,,"
            + "0.000254,0.88,0.9,17,,,00ff,1\n"
            + "3,1,\"a,\"\"b\"\" 2000/1000\",64-tanh-normal,0,0,1E-08,5,0.30000000000000004,0.001,0.99,5,40,true,,,,,,,-1E-05,,,0,30,false,,,,,,,"
            + "0.000254,0.88,0.9,,,12,00ff,1\n",
            text);
    }

    [Fact]
    public void Should_not_depend_on_the_culture()
    {
        var expected = Write([Row(0)]);
        using (CommaCulture.Use()) Assert.Equal(expected, Write([Row(0)]));
    }

    [Fact]
    public void Should_write_each_row_before_the_next_comes()
    {
        var destination = new StringWriter();
        using var table = new CsvTable<ItemRow>(destination, ItemColumns.Of(Campaign));
        for (var index = 0; index < 4; index++)
        {
            Assert.Equal(index + 1, destination.ToString().Count(c => c == '\n'));
            table.Add(Row(index));
        }
    }

    [Fact]
    public void Should_take_a_row_from_a_series()
    {
        var series = new PairGroupSeries([[1, 0.5], [1, 0.5], [1, 0.5]], [0.1, 0.9, 0.8], [[1, 2, 3], [3, 2, 1]], null);
        var row = ItemRow.From(Campaign, 3, series, series.Digest(), 1);
        Assert.Equal((3L, 1, "64-tanh-normal", 5.0), (row.Index, row.Seed, row.Cell.Architecture.Name, row.Cell.LearningRate));
        Assert.Equal((2.0, 0.8, 0.9), (row.InitialDistance, row.FinalAccuracy, row.BestAccuracy));
        Assert.Equal([1, 1], row.TrainingTimes);
        Assert.Equal(Enum.GetValues<Estimator>().Length, row.Estimates.Count);
        Assert.Null(row.Estimates[Estimator.Tangent]); // it followed none
    }

    private static string Write(IEnumerable<ItemRow> rows)
    {
        var destination = new StringWriter();
        using (var table = new CsvTable<ItemRow>(destination, ItemColumns.Of(Campaign)))
            foreach (var row in rows) table.Add(row);
        return destination.ToString();
    }

    private static ItemRow Named(ItemRow row, string task) =>
        row with { Cell = row.Cell with { Curve = row.Cell.Curve with { Task = row.Cell.Task with { Name = task } } } };

    private static ItemRow Row(long index)
    {
        var (cell, seed) = Campaign.Grid.Locate(index);
        return new ItemRow(
            index, seed, Campaign.Grid.Cell(cell),
            new Dictionary<Estimator, ExponentEstimate?>
            {
                [Estimator.Growth] = new(0.1 + 0.2, 0.001, 0.99, 5, 40, true),
                [Estimator.Danovski] = null,
                [Estimator.Endpoint] = new(-1e-5, double.NaN, double.NaN, 0, 30, false),
            },
            2.54e-4, 0.88, 0.9, [17, null], null, "00ff", 1);
    }
}
