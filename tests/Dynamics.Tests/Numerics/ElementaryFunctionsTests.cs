using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

public class ElementaryFunctionsTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(double.Epsilon, 1.0)]
    [InlineData(1.0, Math.E)]
    [InlineData(709.782712893384, 1.7976931348622732E308)]
    [InlineData(709.7827128933841, Infinity)]
    [InlineData(710.0, Infinity)]
    [InlineData(double.MaxValue, Infinity)]
    [InlineData(Infinity, Infinity)]
    [InlineData(-708.3964185322641, 2.2250738585072626E-308)] // next to the smallest normal number
    [InlineData(-745.1332191019411, double.Epsilon)]
    [InlineData(-745.1332191019412, 0.0)]
    [InlineData(-746.0, 0.0)]
    [InlineData(double.MinValue, 0.0)]
    [InlineData(-Infinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Should_know_the_edges_of_exp(double x, double expected) =>
        AssertSame(expected, ElementaryFunctionsReference.Exp(x), x);

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(-double.Epsilon, -double.Epsilon)]
    [InlineData(-1E-310, -1E-310)]
    [InlineData(-1E-20, -1E-20)]
    [InlineData(-1.0, -0.6321205588285577)]
    [InlineData(-36.7, -0.9999999999999999)]
    [InlineData(-38.0, -1.0)]
    [InlineData(-1E300, -1.0)]
    [InlineData(-Infinity, -1.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Should_know_the_edges_of_exp_minus_one(double x, double expected) =>
        AssertSame(expected, ElementaryFunctionsReference.ExpMinusOne(x), x);

    [Theory]
    [InlineData(0.0, -Infinity)]
    [InlineData(-double.Epsilon, double.NaN)]
    [InlineData(-1.0, double.NaN)]
    [InlineData(-Infinity, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(Infinity, Infinity)]
    [InlineData(1.0, 0.0)]
    [InlineData(2.0, 0.6931471805599453)]
    [InlineData(0.5, -0.6931471805599453)]
    [InlineData(Math.E, 1.0)]
    [InlineData(double.Epsilon, -744.4400719213812)]
    [InlineData(2.2250738585072014E-308, -708.3964185322641)]
    [InlineData(double.MaxValue, 709.782712893384)]
    public void Should_know_the_edges_of_log(double x, double expected) =>
        AssertSame(expected, ElementaryFunctionsReference.Log(x), x);

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(double.Epsilon, double.Epsilon)]
    [InlineData(-2.2250738585072009E-308, -2.2250738585072009E-308)] // the largest denormal number
    [InlineData(1E-100, 1E-100)]
    [InlineData(1E-8, 1E-8)]
    [InlineData(1.0, 0.7615941559557649)]
    [InlineData(19.05, 0.9999999999999999)]
    [InlineData(19.0616, 1.0)]
    [InlineData(-19.0616, -1.0)]
    [InlineData(19.1, 1.0)]
    [InlineData(19.5, 1.0)]
    [InlineData(1E300, 1.0)]
    [InlineData(Infinity, 1.0)]
    [InlineData(-Infinity, -1.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Should_know_the_edges_of_tanh(double x, double expected) =>
        AssertSame(expected, ElementaryFunctionsReference.Tanh(x), x);

    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(1E-300, 0.5)]
    [InlineData(1.0, 0.7310585786300049)]
    [InlineData(37.0, 0.9999999999999999)]
    [InlineData(38.0, 1.0)]
    [InlineData(1E300, 1.0)]
    [InlineData(Infinity, 1.0)]
    [InlineData(-745.1332191019411, double.Epsilon)]
    [InlineData(-746.0, 0.0)]
    [InlineData(-Infinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Should_know_the_edges_of_sigmoid(double x, double expected) =>
        AssertSame(expected, ElementaryFunctionsReference.Sigmoid(x), x);

    [Fact]
    public void Should_take_negative_zero_as_zero_and_keep_its_sign_in_tanh()
    {
        AssertSame(1.0, ElementaryFunctionsReference.Exp(-0.0), -0.0);
        AssertSame(0.0, ElementaryFunctionsReference.ExpMinusOne(-0.0), -0.0);
        AssertSame(-Infinity, ElementaryFunctionsReference.Log(-0.0), -0.0);
        AssertSame(-0.0, ElementaryFunctionsReference.Tanh(-0.0), -0.0);
        AssertSame(0.5, ElementaryFunctionsReference.Sigmoid(-0.0), -0.0);
    }

    [Fact]
    public void Should_be_exactly_odd_and_bounded_in_tanh()
    {
        var random = new Random(1);
        for (var i = 0; i < 200_000; i++)
        {
            var x = random.NextDouble() * 22;
            var y = ElementaryFunctionsReference.Tanh(x);
            AssertSame(-y, ElementaryFunctionsReference.Tanh(-x), -x);
            Assert.True(y is >= 0 and <= 1);
        }
    }

    private static void AssertSame(double expected, double actual, double x) =>
        Assert.True(SameBits.Are(expected, actual), $"f({x:R}) = {actual:R}, not {expected:R}");
}
