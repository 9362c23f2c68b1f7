using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tests.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Activations;

/// <summary>Slope and curvature of every activation are derivatives of its value; the values are within their bounds.</summary>
public sealed class ActivationTests
{
    public static TheoryData<string> All => [.. Activation.All.Select(activation => activation.Text)];

    [Theory]
    [MemberData(nameof(All))]
    public void Should_have_a_slope_and_a_curvature_that_are_derivatives(string text)
    {
        const double step = 1e-5;
        var activation = Activation.Named(text)!;
        double Slope(double z) => activation.Slope(z, activation.Value(z));
        for (var z = -30.05; z < 30; z += 0.1) // never within a step of 0, where relu has a corner
        {
            var slope = (activation.Value(z + step) - activation.Value(z - step)) / (2 * step);
            Assert.Equal(slope, Slope(z), 1e-9);
            Assert.Equal((Slope(z + step) - Slope(z - step)) / (2 * step), activation.Curvature(z, activation.Value(z)), 1e-9);
        }
    }

    [Fact]
    public void Should_find_an_activation_by_its_text()
    {
        Assert.All(Activation.All, activation => Assert.Equal(activation, Activation.Named(activation.Text.ToUpperInvariant())));
        Assert.Equal(Activation.All.Count, Activation.All.Select(activation => activation.Text).Distinct().Count());
        Assert.Null(Activation.Named("tan"));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(-40, 40)]
    [InlineData(-708, -30)]
    [InlineData(30, 1e6)]
    [InlineData(-1e-9, 1e-9)]
    public void Should_bound_the_error_of_softplus(double from, double to)
    {
        var (softplus, random) = (Activation.Named("softplus")!, new Random(3));
        for (var i = 0; i < 2500; i++)
        {
            var z = from + (to - from) * random.NextDouble();
            Assert.InRange(BigFunctions.Softplus(z).UlpsTo(softplus.Value(z)), 0, 1.5);
        }
    }
}
