using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Tests.Figures;

public sealed class AxisTests
{
    [Fact]
    public void Should_label_decades_and_mark_what_lies_between()
    {
        var axis = Axis.Logarithmic(Math.Log10(0.0004), Math.Log10(25), room: 11);
        Assert.Equal(["0.001", "0.01", "0.1", "1", "10"], Labels(axis));
        // 0.0004 … 0.0009, eight in each of four decades, 20.
        Assert.Equal(6 + 4 * 8 + 1, axis.Ticks.Count(t => !t.IsMajor));
        Assert.All(axis.Ticks, t => Assert.InRange(t.Position, axis.Low, axis.High));
    }

    [Fact]
    public void Should_label_one_two_five_where_they_fit() =>
        Assert.Equal(["0.5", "1", "2", "5", "10"], Labels(Axis.Logarithmic(Math.Log10(0.4), Math.Log10(12), room: 11)));

    [Fact]
    public void Should_label_round_values_on_a_short_axis() =>
        Assert.Equal(["12", "14", "16", "18"], Labels(Axis.Logarithmic(Math.Log10(11), Math.Log10(19.5), room: 11)));

    [Fact]
    public void Should_skip_decades_on_a_long_axis()
    {
        var labels = Labels(Axis.Logarithmic(-30, 2, room: 11));
        Assert.InRange(labels.Length, 8, 12);
        Assert.Contains("1e-9", labels);
    }

    [Fact]
    public void Should_put_linear_ticks_on_round_values_with_a_plain_zero() =>
        Assert.Equal(["−0.1", "0", "0.1", "0.2", "0.3"], Labels(Axis.Linear(-0.12, 0.34, 5)));

    [Fact]
    public void Should_label_very_small_values() =>
        Assert.Equal(["−1e-5", "0", "1e-5", "2e-5"], Labels(Axis.Linear(-1.2e-5, 2.4e-5, 4)));

    private static string[] Labels(Axis axis) => [.. axis.Ticks.Where(t => t.IsMajor).Select(t => t.Label)];
}
