using Chaos.Actors.Analysis.Figures;
using CsCheck;

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

    public static TheoryData<double, double> Limits
    {
        get
        {
            double[] values =
            [
                0, 1, -1, 0.3, 0.30000000000000004, 1.0000000000000004, 5e-324, -5e-324, 1e-310, 1e-300, 1e300, -1e300,
                1.7e308, -1.7e308, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
            ];
            var data = new TheoryData<double, double>();
            foreach (var low in values)
                foreach (var high in values) data.Add(low, high);
            return data;
        }
    }

    // Two η one ulp apart: k·step never left k, and the ticks took all memory.
    [Theory]
    [MemberData(nameof(Limits))]
    public void Should_end_whatever_the_limits(double low, double high) => Check(low, high);

    [Fact]
    public void Should_end_for_any_two_numbers_and_for_neighbours()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Gen.Select(Gen.Double, Gen.Double, Gen.Int[0, 40]).Sample(
            (low, other, ulps) =>
            {
                var high = low;
                for (var i = 0; i < ulps; i++) high = Math.BitIncrement(high);
                Check(low, high);
                Check(low, other);
            },
            iter: 5000);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Should_label_a_narrow_axis_with_numbers_that_differ()
    {
        var axis = Axis.Logarithmic(Math.Log10(0.3), Math.Log10(0.30000000000000004), room: 11);
        Assert.True(Labels(axis).Length >= 2);
        Assert.Equal(Labels(axis), Labels(axis).Distinct());
    }

    private static void Check(double low, double high)
    {
        foreach (var axis in new[] { Axis.Linear(low, high), Axis.Linear(low, high, 8), Axis.Logarithmic(low, high, 11) })
        {
            Assert.True(double.IsFinite(axis.Low) && double.IsFinite(axis.High) && axis.Low < axis.High);
            Assert.InRange(axis.Ticks.Count, 0, 200);
            Assert.All(axis.Ticks, tick => Assert.InRange(axis.Fraction(tick.Position), -1e-6, 1 + 1e-6));
            Assert.Equal(Labels(axis).Length, Labels(axis).Distinct().Count());
            Assert.InRange(axis.Fraction(axis.High), 1 - 1e-9, 1 + 1e-9);
        }
    }

    private static string[] Labels(Axis axis) => [.. axis.Ticks.Where(t => t.IsMajor).Select(t => t.Label)];
}
