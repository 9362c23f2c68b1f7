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

    [Fact]
    public void Should_know_leakyrelu_by_its_slope()
    {
        var steep = Activation.Named("LeakyRelu 0.20")!;
        Assert.Equal(("leakyrelu 0.2", -0.4, 3, 0.2, 1), (steep.Text, steep.Value(-2), steep.Value(3), steep.Slope(-2, -0.4), steep.Slope(3, 3)));
        Assert.Equal((steep, "leakyrelu"), (Activation.Named("leakyrelu 0.2")!, Activation.Named("leakyrelu 0.01")!.Text));
        Assert.All(["leakyrelu 0", "leakyrelu 1", "leakyrelu -1", "leakyrelu nan", "leakyrelu x", "leakyrelu 0.2 0.2", "relu 0.2"], text =>
            Assert.Null(Activation.Named(text)));
    }

    [Fact]
    public void Should_take_elu_for_e_to_the_z_minus_one_below_zero()
    {
        var elu = Activation.Named("elu")!;
        Assert.Equal([-0.6321205588285577, -1E-310, 0, 2.5], new[] { -1, -1E-310, 0, 2.5 }.Select(elu.Value));
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
