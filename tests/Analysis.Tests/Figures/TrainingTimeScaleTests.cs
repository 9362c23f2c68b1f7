using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Tests.Figures;

public sealed class TrainingTimeScaleTests
{
    private const double Height = 240;

    [Fact]
    public void Should_put_censored_cells_above_the_last_epoch_one_row_a_threshold()
    {
        var scale = Scale(SyntheticCampaigns.Cases["paper"]());
        Assert.True(scale.HasStrip);
        Assert.Equal(Math.Log10(201), scale.StripLow, 12);
        var rows = Enumerable.Range(0, 4).Select(scale.Row).ToArray();
        Assert.Equal(rows.Order(), rows);
        Assert.Equal(4, rows.Distinct().Count());
        Assert.All(rows, row => Assert.InRange(row, scale.StripLow, scale.Axis.High));
        Assert.Contains(scale.Axis.Ticks, t => t.Label == "never");
        Assert.True(double.IsNaN(scale.Position(double.PositiveInfinity)));
    }

    [Fact]
    public void Should_have_no_strip_without_censoring() =>
        Assert.False(Scale(SyntheticCampaigns.Cases["five"]()).HasStrip);

    [Fact]
    public void Should_be_linear_when_a_threshold_is_met_at_the_start()
    {
        var scale = Scale(SyntheticCampaigns.Analyse(SyntheticCampaigns.Spec([1, 5]), c => c with
        {
            TrainingTimes = [.. c.TrainingTimes.Select(t => t with { Median = 0, MedianInterval = new Interval(0, 2) })],
        }));
        Assert.Equal(0, scale.Position(0));
        Assert.Equal(2, scale.Position(2));
    }

    [Fact]
    public void Should_leave_room_between_tick_labels()
    {
        foreach (var analysis in SyntheticCampaigns.Cases.Values)
        {
            var scale = Scale(analysis());
            var places = scale.Axis.Ticks.Where(t => t.IsMajor).Select(t => Height * scale.Axis.Fraction(t.Position)).ToArray();
            Assert.All(places.Zip(places.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 16));
        }
    }

    private static TrainingTimeScale Scale(CampaignAnalysis analysis) =>
        TrainingTimeScale.Of(CellGroup.Of(analysis)[0], Height);
}
