using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Tests.Numerics;

public class RandomStreamTests
{
    private const int Count = 200_000;

    private static readonly RandomStream Stream = new(0xFEDC_BA98_7654_3210, RandomPurpose.InitialParameters, 0, 0);

    [Fact]
    public void Should_take_two_words_of_each_documented_block()
    {
        var stream = new RandomStream(0x1111_2222_3333_4444, RandomPurpose.Perturbation, 3, 2);
        var block = Philox.Block(new PhiloxBlock(5, 2, 3, 2), 0x3333_4444, 0x1111_2222);
        Assert.Equal(((ulong)block.X1 << 32) | block.X0, stream.Bits(10));
        Assert.Equal(((ulong)block.X3 << 32) | block.X2, stream.Bits(11));
        Assert.Equal(((stream.Bits(11) >> 12) + 0.5) / Math.Pow(2, 52), stream.Uniform(11));
        Assert.Equal(NormalQuantile.At(stream.Uniform(11)), stream.Normal(11));
    }

    [Fact]
    public void Should_give_a_different_sequence_for_every_key_purpose_replica_and_tensor()
    {
        RandomStream[] streams =
        [
            new(1, RandomPurpose.InitialParameters, 0, 0), new(2, RandomPurpose.InitialParameters, 0, 0),
            new(1UL << 32, RandomPurpose.InitialParameters, 0, 0), new(1, RandomPurpose.Perturbation, 0, 0),
            new(1, RandomPurpose.InitialParameters, 1, 0), new(1, RandomPurpose.InitialParameters, 0, 1),
        ];
        var words = streams.SelectMany(stream => Enumerable.Range(0, 1000).Select(k => stream.Bits(k))).ToList();
        Assert.Equal(words.Count, words.Distinct().Count());
    }

    [Fact]
    public void Should_refuse_elements_outside_the_counter()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Bits(-1));
        Assert.NotEqual(0UL, Stream.Bits((1L << 33) - 1));
        Assert.Throws<OverflowException>(() => Stream.Bits(1L << 33));
    }

    [Fact]
    public void Should_be_uniform()
    {
        var u = Draw(Stream.Uniform);
        Assert.All(u, x => Assert.True(x is > 0 and < 1));
        // Five standard errors of the mean (1/√12N) and of the second moment (√(4/45N)).
        Assert.InRange(u.Average() - 0.5, -5 / Math.Sqrt(12.0 * Count), 5 / Math.Sqrt(12.0 * Count));
        Assert.InRange(u.Average(x => x * x) - (1 / 3.0), -5 * Math.Sqrt(4 / 45.0 / Count), 5 * Math.Sqrt(4 / 45.0 / Count));
        AssertKolmogorovSmirnov(u, x => x);
    }

    [Fact]
    public void Should_be_uniform_between_given_bounds()
    {
        const double Epsilon = 1e-8;
        var u = Draw(k => Stream.Uniform(k, -Epsilon, Epsilon));
        Assert.All(u, x => Assert.InRange(x, -Epsilon, Epsilon));
        Assert.Equal(Epsilon * ((2 * Stream.Uniform(17)) - 1), u[17]); // one rounding, symmetric
        AssertKolmogorovSmirnov(u, x => (x + Epsilon) / (2 * Epsilon));
        Assert.Equal(0.0, Stream.Uniform(3, -0.0, 0.0));
    }

    [Fact]
    public void Should_be_normal()
    {
        var x = Draw(Stream.Normal);
        // Moments 0, 1, 0, 3 within five standard errors: the variance of X^m is E X^2m − (E X^m)².
        (double Power, double Mean, double Variance)[] moments = [(1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)];
        foreach (var (power, mean, variance) in moments)
        {
            var bound = 5 * Math.Sqrt(variance / Count);
            Assert.InRange(x.Average(v => Math.Pow(v, power)) - mean, -bound, bound);
        }

        AssertKolmogorovSmirnov(x, NormalDistribution);
    }

    [Fact]
    public void Should_not_correlate_neighbours_or_streams()
    {
        var x = Draw(Stream.Normal);
        var y = Draw(new RandomStream(0xFEDC_BA98_7654_3210, RandomPurpose.InitialParameters, 1, 0).Normal);
        var bound = 5 / Math.Sqrt(Count);
        Assert.InRange(x.Zip(y, (a, b) => a * b).Average(), -bound, bound);
        Assert.InRange(x.Zip(x.Skip(1), (a, b) => a * b).Average(), -bound, bound);
    }

    private static double[] Draw(Func<long, double> element) =>
        [.. Enumerable.Range(0, Count).Select(k => element(k))];

    // √N·D exceeds 2.23 with probability 2·exp(−2·2.23²) ≈ 1e-4; the seed is fixed.
    private static void AssertKolmogorovSmirnov(double[] values, Func<double, double> distribution)
    {
        Array.Sort(values);
        var d = values.Select(distribution)
            .Select((f, i) => Math.Max(f - (i / (double)Count), ((i + 1.0) / Count) - f)).Max();
        Assert.True(Math.Sqrt(Count) * d < 2.23, $"√N·D = {Math.Sqrt(Count) * d}");
    }

    // Φ by numerical integration (Simpson from 0): independent of the quantile under test.
    private static double NormalDistribution(double x)
    {
        const int Steps = 32;
        var h = x / Steps;
        double Density(double t) => Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
        var sum = Density(0) + Density(x);
        for (var i = 1; i < Steps; i++) sum += Density(i * h) * ((i & 1) == 1 ? 4 : 2);
        return 0.5 + (sum * h / 3);
    }
}
