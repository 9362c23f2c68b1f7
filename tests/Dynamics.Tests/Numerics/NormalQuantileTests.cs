using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

public class NormalQuantileTests
{
    // Φ⁻¹ of exactly these doubles: Newton steps on erfc in 50-digit arithmetic (mpmath 1.3), rounded to double.
    [Theory]
    [InlineData(0.5000000000000002, 5.565832849343534E-16)]
    [InlineData(0.5000000001, 2.506628482030354E-10)]
    [InlineData(0.500001, 2.5066282747057052E-06)]
    [InlineData(0.51, 0.025068908258711057)]
    [InlineData(0.55, 0.12566134685507416)]
    [InlineData(0.6, 0.2533471031357997)]
    [InlineData(0.625, 0.31863936396437514)]
    [InlineData(0.7, 0.5244005127080407)]
    [InlineData(0.75, 0.6744897501960817)]
    [InlineData(0.8, 0.8416212335729144)]
    [InlineData(0.9, 1.2815515655446006)]
    [InlineData(0.92, 1.4050715603096329)]
    [InlineData(0.925, 1.4395314709384561)]
    [InlineData(0.9250000000000002, 1.439531470938457)]
    [InlineData(0.93, 1.475791028179171)]
    [InlineData(0.95, 1.6448536269514722)]
    [InlineData(0.975, 1.9599639845400538)]
    [InlineData(0.99, 2.3263478740408408)]
    [InlineData(0.999, 3.090232306167813)]
    [InlineData(0.9999, 3.7190164854557084)]
    [InlineData(0.999999, 4.753424308817087)]
    [InlineData(0.999999999, 5.9978070196016375)]
    [InlineData(0.9999999999, 6.361340889697422)]
    [InlineData(0.99999999999, 6.706023143414748)]
    [InlineData(0.999999999986, 6.6567228461403625)]
    [InlineData(0.999999999999, 7.0344869100478356)]
    [InlineData(0.99999999999999, 7.650730905155643)]
    [InlineData(0.9999999999999999, 8.209536151601387)]
    [InlineData(0.1, -1.2815515655446004)]
    [InlineData(0.05, -1.6448536269514726)]
    [InlineData(0.075, -1.439531470938456)]
    [InlineData(0.025, -1.9599639845400543)]
    [InlineData(0.01, -2.326347874040841)]
    [InlineData(0.001, -3.0902323061678136)]
    [InlineData(1E-05, -4.264890793922825)]
    [InlineData(1E-08, -5.612001244174789)]
    [InlineData(1E-10, -6.361340902404057)]
    [InlineData(1.38E-11, -6.658838502850766)]
    [InlineData(1.4E-11, -6.656723091518184)]
    [InlineData(1E-12, -7.034483825301132)]
    [InlineData(1E-15, -7.941345326170997)]
    [InlineData(1.1102230246251565E-16, -8.209536151601387)]
    [InlineData(1E-30, -11.464024688443615)]
    [InlineData(1E-100, -21.273453560965326)]
    [InlineData(1E-300, -37.0470962993612)]
    [InlineData(5E-324, -38.467405617144344)]
    [InlineData(0.3, -0.5244005127080408)]
    [InlineData(0.49, -0.025068908258711057)]
    [InlineData(0.4999, -0.00025066283008800747)]
    public void Should_agree_with_high_precision_quantiles(double p, double expected)
    {
        var actual = NormalQuantile.At(p);
        var error = Math.Abs((actual - expected) / expected);
        Assert.True(error < 6e-16, $"{p:R}: {actual:R}, off by {error:E1}");
    }

    [Fact]
    public void Should_be_antisymmetric_and_increasing()
    {
        Assert.Equal(0.0, NormalQuantile.At(0.5));
        var last = double.NegativeInfinity;
        for (var i = 1; i < 4096; i++)
        {
            var p = i / 4096.0;
            var x = NormalQuantile.At(p);
            Assert.Equal(-x, NormalQuantile.At(1 - p));
            Assert.True(x > last);
            last = x;
        }
    }
}
