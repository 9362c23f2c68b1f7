using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Tests.Figures;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0.0005, "0.0005")]
    [InlineData(12.5, "12.5")]
    [InlineData(20, "20")]
    [InlineData(1e-8, "1e-8")]
    [InlineData(-0.0, "0")]
    [InlineData(-0.25, "−0.25")]
    public void Should_label_with_all_digits(double value, string text) => Assert.Equal(text, Numbers.Label(value));

    [Theory]
    [InlineData(2.7693183369, "2.769")]
    [InlineData(0.000501187, "0.0005012")]
    [InlineData(17.5, "17.5")]
    public void Should_shorten_rates(double value, string text) => Assert.Equal(text, Numbers.Rate(value));

    [Theory]
    [InlineData(0.28714, "0.287")]
    [InlineData(2.543e-4, "2.54e-4")]
    [InlineData(0.9, "0.900")]
    [InlineData(101.4, "101")]
    [InlineData(-1.234e-5, "−1.23e-5")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "∞")]
    public void Should_round_to_three_digits(double value, string text) => Assert.Equal(text, Numbers.Significant(value));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(1, "100 %")]
    [InlineData(0.5, "50 %")]
    [InlineData(0.001, "<1 %")]
    [InlineData(0.999, ">99 %")]
    [InlineData(double.NaN, "–")]
    public void Should_not_round_a_fraction_to_certainty(double value, string text) =>
        Assert.Equal(text, Numbers.Percent(value));
}
