using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Tests.Exponents;

public sealed class LyapunovSpectrumTests
{
    [Fact]
    public void Should_be_read_over_any_window_and_up_to_the_end_of_a_divergent_run()
    {
        var series = Series([1, 2, 3, 4, double.NaN], [0, -1, -2, -3, double.NaN]);
        Assert.Equal((0, 4), LyapunovSpectrum.Of(series) is { } whole ? (whole.Start, whole.End) : default);
        Assert.Equal([2.5, -1.5], LyapunovSpectrum.Of(series)!.Exponents);
        Assert.Equal([2.5, -1.5], LyapunovSpectrum.Of(series, 1, 3)!.Exponents);
        Assert.Equal([4.0, -3], LyapunovSpectrum.Of(series, 3)!.Exponents);
        Assert.Null(LyapunovSpectrum.Of(series, 4));
        Assert.Null(LyapunovSpectrum.Of(series with { Observed = [] }));
    }

    /// <summary>Hénon: λ = 0.419, −1.623, dimension 1.258 (Russell, Hanson and Ott 1980). Lorenz: 0.906, 0, −14.572, dimension 2.062 (Sprott 2003).</summary>
    [Theory]
    [InlineData(new[] { 0.419, -1.623 }, 1.258)]
    [InlineData(new[] { 0.906, 0, -14.572 }, 2.062)]
    [InlineData(new[] { 0, 0.906, -14.572 }, 2.062)]
    [InlineData(new[] { -0.1, -0.2 }, 0.0)]
    [InlineData(new[] { 0.0, -0.2 }, 1.0)]
    public void Should_have_the_published_dimension(double[] exponents, double dimension) =>
        Assert.Equal(dimension, new LyapunovSpectrum(0, 1, exponents).KaplanYorke!.Value, 5e-4);

    [Fact]
    public void Should_have_no_dimension_where_too_few_exponents_were_followed() =>
        Assert.Null(new LyapunovSpectrum(0, 1, [0.4, -0.1]).KaplanYorke);

    [Fact]
    public void Should_know_what_softmax_conserves()
    {
        var stack = new Architecture([32, 64], Activation.Tanh, Initialisation.Normal);
        Assert.Equal(65, NeutralDirections.Conserved(stack, Loss.CrossEntropy, 0));
        Assert.Equal(64, NeutralDirections.Conserved(stack with { Biases = false }, Loss.CrossEntropy, 0));
        Assert.Equal(1, NeutralDirections.Conserved(stack, Loss.CrossEntropy, 1e-3));
        Assert.Equal(0, NeutralDirections.Conserved(stack, Loss.All.First(loss => loss != Loss.CrossEntropy), 0));
        Assert.Equal(17, NeutralDirections.Conserved(Architecture.Parse("conv 6 5x5, tanh, dense 16, tanh"), Loss.CrossEntropy, 0));
        Assert.Null(NeutralDirections.Conserved(Architecture.Parse("conv 6 5x5, tanh"), Loss.CrossEntropy, 0));
    }

    private static PairGroupSeries Series(params double[][] rows) =>
        new([[1]], [0.5], [], null) { Observed = [new NamedSeries("exponents", rows)] };
}
