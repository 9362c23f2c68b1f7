using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

/// <summary>The error bounds that <see cref="ElementaryFunctions"/> documents, against <see cref="BigFunctions"/>.</summary>
public class ElementaryAccuracyTests
{
    private const int Samples = 2500;

    // Regimes: reduction with n = 0, around the first breakpoints, every later one, saturation, tiny arguments.
    [Theory]
    [InlineData(0.0, 0.1733, 0.56)]
    [InlineData(0.165, 0.23, 0.56)]
    [InlineData(0.23, 0.6, 0.56)]
    [InlineData(0.6, 3.0, 0.56)]
    [InlineData(3.0, 18.0, 0.56)]
    [InlineData(18.0, 19.2, 0.56)]
    [InlineData(-3.0, 3.0, 0.56)]
    [InlineData(0.0, 1E-7, 0.56)]
    [InlineData(0.0, 1E-306, 0.56)]
    public void Should_bound_the_error_of_tanh(double from, double to, double ulps) =>
        AssertBound(ElementaryFunctionsReference.Tanh, BigFunctions.Tanh, from, to, ulps);

    [Theory]
    [InlineData(-0.35, 0.35, 0.75)]
    [InlineData(-1.1, 1.1, 0.75)]
    [InlineData(-40.0, 40.0, 0.75)]
    [InlineData(-708.3, 709.78, 0.75)]
    [InlineData(-1E-15, 1E-15, 0.75)]
    [InlineData(-746.0, -708.0, 1.0)]
    public void Should_bound_the_error_of_exp(double from, double to, double ulps) =>
        AssertBound(ElementaryFunctionsReference.Exp, BigFunctions.Exp, from, to, ulps);

    [Theory]
    [InlineData(-0.36, 0)]
    [InlineData(-1.1, -0.3)]
    [InlineData(-3, 0)]
    [InlineData(-40, 0)]
    [InlineData(-746, -30)]
    [InlineData(-1E-8, 0)]
    [InlineData(-1E-306, 0)]
    public void Should_bound_the_error_of_exp_minus_one(double from, double to) =>
        AssertBound(ElementaryFunctionsReference.ExpMinusOne, BigFunctions.ExpMinusOne, from, to, 1.25);

    [Theory]
    [InlineData(-1.0, 1.0, 0.75)]
    [InlineData(-40.0, 40.0, 0.75)]
    [InlineData(-670.0, 0.0, 0.75)]
    [InlineData(-1E-12, 1E-12, 0.75)]
    [InlineData(-746.0, -670.0, 1.0)]
    public void Should_bound_the_error_of_sigmoid(double from, double to, double ulps) =>
        AssertBound(ElementaryFunctionsReference.Sigmoid, BigFunctions.Sigmoid, from, to, ulps);

    [Theory]
    [InlineData(0.5, 2.0, 0.65)]
    [InlineData(0.70, 0.72, 0.65)]
    [InlineData(1.39, 1.42, 0.65)]
    [InlineData(0.9999, 1.0001, 0.65)]
    [InlineData(0.99999999999, 1.00000000001, 0.65)]
    [InlineData(1E-17, 0.7, 0.65)]
    [InlineData(2.0, 1E6, 0.65)]
    [InlineData(1E300, 1.7E308, 0.65)]
    [InlineData(0.0, 1E-307, 0.65)]
    public void Should_bound_the_error_of_log(double from, double to, double ulps) =>
        AssertBound(ElementaryFunctionsReference.Log, BigFunctions.Log, from, to, ulps);

    [Fact]
    public void Should_bound_the_errors_on_both_sides_of_every_breakpoint()
    {
        for (var n = -60; n <= 60; n++)
        {
            var half = (n + 0.5) * Math.Log(2);
            foreach (var x in new[] { half, Math.BitDecrement(half), Math.BitIncrement(half), half * 1.0000001 })
            {
                AssertOne(ElementaryFunctionsReference.Exp, BigFunctions.Exp, x, 0.75);
                AssertOne(ElementaryFunctionsReference.Sigmoid, BigFunctions.Sigmoid, x, 0.75);
                if (x < 0) AssertOne(ElementaryFunctionsReference.ExpMinusOne, BigFunctions.ExpMinusOne, x, 1.25);
                AssertOne(ElementaryFunctionsReference.Tanh, BigFunctions.Tanh, x / 2, 0.56);
                var power = Math.ScaleB(Math.Sqrt(0.5), n);
                foreach (var y in new[] { power, Math.BitDecrement(power), Math.BitIncrement(power) })
                    AssertOne(ElementaryFunctionsReference.Log, BigFunctions.Log, y, 0.65);
            }
        }
    }

    private static void AssertBound(
        Func<double, double> function, Func<double, BigFloat> truth, double from, double to, double ulps)
    {
        var random = new Random(20250613);
        for (var i = 0; i < Samples; i++)
            AssertOne(function, truth, from + ((to - from) * random.NextDouble()), ulps);
    }

    private static void AssertOne(Func<double, double> function, Func<double, BigFloat> truth, double x, double ulps)
    {
        var computed = function(x);
        var error = truth(x).UlpsTo(computed);
        Assert.True(error <= ulps, $"f({x:R}) = {computed:R} is off by {error:F3} ulp");
    }
}
