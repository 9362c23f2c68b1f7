using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Analysis.Tests.Figures;

namespace Chaos.Actors.Analysis.Tests.Exports;

public sealed class CellsCsvTests
{
    [Fact]
    public void Should_write_exactly_this()
    {
        var campaign = SyntheticCampaigns.Spec([0.1, 5], seeds: 2, thresholds: [0.8]);
        var cell = new CellSummary(
            campaign.Grid.Cell(1), 2, 1, 0.1 + 0.2, new Interval(double.NegativeInfinity, double.PositiveInfinity), [0.3], 0.5,
            2.54e-4, 0.88, 0.9,
            [new ThresholdSummary(0.8, 0.5, double.PositiveInfinity, new Interval(17, double.PositiveInfinity))], [0]);
        var destination = new StringWriter();
        using (var table = new CsvTable<CellSummary>(destination, CellColumns.Of(campaign)))
        {
            table.Add(cell);
            table.Add(cell with { Lambda = double.NaN });
        }
        Assert.Equal(
            "cell,task,architecture,l2,momentum,epsilon,eta,seeds,divergent,lambda,lambda_low,lambda_high,lambda_sd,kept_fraction,"
            + "initial_distance,final_accuracy,best_accuracy,reached_0.8,tau_0.8,tau_0.8_low,tau_0.8_high\n"
            + "1,mnist 2000/1000,64-tanh-normal,0,0,1E-08,5,2,1,0.30000000000000004,-inf,inf,,0.5,0.000254,0.88,0.9,0.5,inf,17,inf\n"
            + "1,mnist 2000/1000,64-tanh-normal,0,0,1E-08,5,2,1,,-inf,inf,,0.5,0.000254,0.88,0.9,0.5,inf,17,inf\n",
            destination.ToString());
    }
}
