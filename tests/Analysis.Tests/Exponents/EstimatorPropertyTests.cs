using Chaos.Actors.Analysis.Exponents;
using CsCheck;

namespace Chaos.Actors.Analysis.Tests.Exponents;

public sealed class EstimatorPropertyTests
{
    private const long Samples = 300;

    private static readonly Estimator[] _all = [.. Enum.GetValues<Estimator>().Except([Estimator.Tangent, Estimator.Rescaled])]; // those that read distances alone

    /// <summary>Two replicas, ln d of each a random walk with drift: anything from noise to growth.</summary>
    private static readonly Gen<double[][]> _distances =
        from epochs in Gen.Int[31, 120]
        from drift in Gen.Double[-0.5, 0.5]
        from steps in Gen.Double[-0.4, 0.4].Array[epochs].Array[2]
        select steps.Select(replica => Walk(replica, drift)).ToArray();

    private static double[] Walk(double[] steps, double drift)
    {
        var logarithm = -8.0;
        return [.. steps.Select(step => Math.Exp(logarithm += step + drift))];
    }

    [Fact]
    public void Should_not_depend_on_the_unit_of_distance() =>
        Gen.Select(_distances, Gen.Double[1e-3, 1e3]).Sample(
            (distance, factor) =>
            {
                double[][] scaled = [.. distance.Select(replica => replica.Select(d => d * factor).ToArray())];
                foreach (var estimator in _all)
                {
                    var (plain, other) = (Exponent.Estimate(estimator, distance)!, Exponent.Estimate(estimator, scaled)!);
                    Assert.Equal(plain.Lambda, other.Lambda, 1e-9);
                    Assert.Equal((plain.WindowStart, plain.WindowEnd), (other.WindowStart, other.WindowEnd));
                }
            },
            iter: Samples);

    [Fact]
    public void Should_not_depend_on_the_order_of_replicas() =>
        _distances.Sample(
            distance =>
            {
                foreach (var estimator in _all)
                    Assert.Equal(Exponent.Estimate(estimator, distance), Exponent.Estimate(estimator, [distance[1], distance[0]]));
            },
            iter: Samples);

    // Where the window is the whole series before and after, a linear term moves the slope by exactly its own.
    [Fact]
    public void Should_shift_with_a_linear_term_on_the_same_window() =>
        Gen.Select(_distances, Gen.Double[-0.01, 0.01]).Sample(
            (distance, slope) =>
            {
                double[][] tilted = [.. distance.Select(replica => replica.Select((d, t) => d * Math.Exp(slope * t)).ToArray())];
                foreach (var estimator in (Estimator[])[Estimator.Growth, Estimator.LogMean])
                {
                    var (plain, other) = (Exponent.Estimate(estimator, distance)!, Exponent.Estimate(estimator, tilted)!);
                    if ((plain.WindowStart, plain.WindowEnd) == (other.WindowStart, other.WindowEnd))
                        Assert.Equal(plain.Lambda + slope, other.Lambda, 1e-9);
                }
            },
            iter: Samples);

    [Fact]
    public void Should_find_any_rate_from_any_start_to_any_plateau() =>
        Gen.Select(Gen.Double[0.1, 3], Gen.Double[5, 25], Gen.Int[0, 60]).Sample(
            (rate, plateau, from) =>
            {
                var estimate = Exponent.Estimate(
                    Estimator.Growth, Synthetic.FromLog(Synthetic.Saturating(rate, plateau, from), 400))!;
                // The knee falls between two epochs: the one window point beyond it bends the line a little.
                var window = estimate.WindowEnd - estimate.WindowStart;
                Assert.Equal(rate, estimate.Lambda, rate * (1.5 / window + 1e-9));
            },
            iter: Samples);

    [Fact]
    public void Should_be_finite_and_inside_the_series_whatever_the_series() =>
        Gen.OneOf(Gen.Double, Gen.Const(0.0), Gen.Double[0, 1]).Array[0, 60].Array[1, 3].Sample(
            distance =>
            {
                foreach (var estimator in _all)
                {
                    if (Exponent.Estimate(estimator, distance) is not { } estimate) continue;
                    Assert.True(double.IsFinite(estimate.Lambda));
                    Assert.InRange(estimate.WindowStart, 0, estimate.WindowEnd - 1);
                    Assert.InRange(estimate.WindowEnd, 0, distance.Min(replica => replica.Length) - 1);
                }
            },
            iter: 2000);
}
