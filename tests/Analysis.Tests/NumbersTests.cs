namespace Chaos.Actors.Analysis.Tests;

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

    [Theory]
    [InlineData(0.03734, "0.0373")]
    [InlineData(5, "5")]
    [InlineData(-7.034e-6, "−7.03e-6")]
    [InlineData(1e300, "1e300")]
    [InlineData(1.7e308, "1.7e308")]
    [InlineData(5e-324, "4.94e-324")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Should_be_short_in_a_sentence(double value, string text) => Assert.Equal(text, Numbers.Short(value));

    [Theory]
    [InlineData(0.24444, "0.2444")]
    [InlineData(-0.00001, "0.0000")]
    [InlineData(1e300, "1e300")]
    [InlineData(double.NaN, "–")]
    public void Should_have_the_decimals_of_a_column(double value, string text) => Assert.Equal(text, Numbers.Fixed(value, 4));

    [Theory]
    [InlineData(0.1, 0.2, "[0.1, 0.2]")]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, "–")]
    [InlineData(double.NaN, 1, "–")]
    [InlineData(5, double.PositiveInfinity, "[5, ∞]")]
    public void Should_say_nothing_of_an_interval_that_says_nothing(double low, double high, string text) =>
        Assert.Equal(text, Numbers.Range(low, high, value => Numbers.Short(value)));

    [Theory]
    [InlineData(0, "0 seeds")]
    [InlineData(1, "1 seed")]
    [InlineData(1234, "1,234 seeds")]
    public void Should_count_things(int count, string text) => Assert.Equal(text, Numbers.Count(count, "seed"));
}
