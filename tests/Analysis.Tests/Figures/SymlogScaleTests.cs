using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Tests.Figures;

public sealed class SymlogScaleTests
{
    [Fact]
    public void Should_be_odd_and_keep_the_order()
    {
        var scale = new SymlogScale(0.01);
        double[] values = [-10, -0.1, -0.001, 0, 1e-5, 0.001, 0.01, 0.1, 1, 10];
        var positions = values.Select(scale.Position).ToArray();
        Assert.Equal(positions.Order(), positions);
        Assert.All(values, value => Assert.Equal(-scale.Position(value), scale.Position(-value), 12));
        Assert.Equal(Math.Log10(2), scale.Position(0.01), 12);
        Assert.True(double.IsNaN(scale.Position(double.PositiveInfinity)));
    }

    [Fact]
    public void Should_begin_its_logarithmic_part_below_most_values_and_span_six_decades_at_most()
    {
        Assert.Equal(0.001, SymlogScale.Of([0.002, 0.02, -0.2, 2, double.NaN]).Linear, 12);
        Assert.Equal(1e-5, SymlogScale.Of([1e-12, 5]).Linear, 12);
        Assert.Equal(1, SymlogScale.Of([0, double.NaN]).Linear);
    }

    [Fact]
    public void Should_label_zero_and_decades_on_both_sides()
    {
        var scale = new SymlogScale(0.001);
        var axis = scale.Axis([-0.15, 3], 400);
        Assert.Equal(["−0.1", "−0.01", "0", "0.01", "0.1", "1"], axis.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label));
        Assert.All(axis.Ticks, tick => Assert.InRange(tick.Position, axis.Low, axis.High));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1e-300, 1e-300)]
    [InlineData(-1e300, 1e300)]
    [InlineData(5e-324, 5e-324)]
    [InlineData(double.NaN, double.NaN)]
    public void Should_end_whatever_the_values(double low, double high)
    {
        var axis = SymlogScale.Of([low, high]).Axis([low, high], 300);
        Assert.True(double.IsFinite(axis.Low) && double.IsFinite(axis.High) && axis.Low < axis.High);
        Assert.InRange(axis.Ticks.Count, 1, 200);
        Assert.Equal(axis.Ticks.Where(t => t.IsMajor).Select(t => t.Label).Distinct().Count(), axis.Ticks.Count(t => t.IsMajor));
    }
}
