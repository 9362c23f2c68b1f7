using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Tests.Figures;

public sealed class QuartilesTests
{
    private const double Never = double.PositiveInfinity;

    [Fact]
    public void Should_interpolate_between_values_and_leave_out_what_does_not_exist()
    {
        Assert.Equal(new Quartiles(2, 3, 4), Quartiles.Of([5, 1, double.NaN, 2, 4, 3]));
        Assert.Equal(new Quartiles(1.25, 1.5, 1.75), Quartiles.Of([2, 1]));
        Assert.Equal(new Quartiles(7, 7, 7), Quartiles.Of([7]));
        Assert.True(double.IsNaN(Quartiles.Of([]).Middle));
    }

    // A seed that never gets there is slower than any other, and no number stands for it.
    [Fact]
    public void Should_not_average_infinite_values_away()
    {
        Assert.Equal(new Quartiles(1.75, Never, Never), Quartiles.Of([1, 2, Never, Never]));
        Assert.Equal(new Quartiles(double.NegativeInfinity, 0, 1), Quartiles.Of([double.NegativeInfinity, double.NegativeInfinity, 0, 1, 1]));
        Assert.Equal(new Quartiles(Never, Never, Never), Quartiles.Of([Never]));
    }

    [Fact]
    public void Should_go_along_rows_of_different_lengths() =>
        Assert.Equal([2, 3, 5], Quartiles.Along([[1, 3, 5], [2, 3], [3]]).Select(q => q.Middle));

    [Fact]
    public void Should_colour_by_the_signed_root()
    {
        var scale = ColourScale.Of([0, .. Enumerable.Range(1, 50).Select(i => (double)i), double.NaN]);
        Assert.Equal(49, scale.Largest);
        Assert.Equal((0.5, -0.5, 1, 0), (scale.Fraction(12.25), scale.Fraction(-12.25), scale.Fraction(1000), scale.Fraction(0)));
        Assert.True(double.IsNaN(scale.Fraction(double.PositiveInfinity)));
        Assert.Equal(1, ColourScale.Of([0]).Largest);
    }
}
