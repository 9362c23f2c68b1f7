using Chaos.Actors.Analysis.Exponents;

namespace Chaos.Actors.Analysis.Tests.Exponents;

public sealed class OtherEstimatorTests
{
    [Fact]
    public void Danovski_should_find_and_keep_exponential_growth()
    {
        var estimate = Exponent.Estimate(Estimator.Danovski, Synthetic.FromLog(Synthetic.Saturating(0.2, 20).Noisy(0.1, 1)))!;
        Assert.Equal(0.2, estimate.Lambda, 0.005);
        Assert.True(estimate.Kept);
        Assert.InRange(estimate.WindowEnd - estimate.WindowStart + 1, 30, 100);
        Assert.Equal(0, estimate.WindowStart % 5);
    }

    [Fact]
    public void Danovski_should_take_the_straightest_window_though_another_is_steeper()
    {
        var estimate = Exponent.Estimate(
            Estimator.Danovski, Synthetic.FromLog(t => t <= 60 ? 0.1 * t : 6 + 0.3 * (t - 60) + Math.Sin(2 * t)))!;
        Assert.Equal(0.1, estimate.Lambda, 1e-9);
        Assert.InRange(estimate.WindowEnd, 29, 60);
    }

    // Replicas that are perturbed at epoch 60 have no distance before.
    [Theory]
    [InlineData(Estimator.Growth)]
    [InlineData(Estimator.Danovski)]
    [InlineData(Estimator.Endpoint)]
    [InlineData(Estimator.LogMean)]
    public void All_should_read_a_late_perturbation_from_where_it_is(Estimator estimator)
    {
        double[][] early = [.. new[] { 1, 2 }.SelectMany(seed => Synthetic.FromLog(Synthetic.Saturating(0.2, 9).Noisy(0.1, seed), 141))];
        double[][] late = [.. early.Select(replica => new double[60].Concat(replica).ToArray())];
        var (expected, found) = (Exponent.Estimate(estimator, early)!, Exponent.Estimate(estimator, late)!);
        Assert.Equal(expected with { WindowStart = expected.WindowStart + 60, WindowEnd = expected.WindowEnd + 60 }, found);
        Assert.Equal(0.2, found.Lambda, 0.02);
    }

    [Fact]
    public void Danovski_should_find_a_straight_window_in_the_middle()
    {
        // Only the epochs 60 … 100 are a straight line.
        var estimate = Exponent.Estimate(
            Estimator.Danovski,
            Synthetic.FromLog(t => t < 60 ? Math.Sin(t) : t <= 100 ? 0.3 * (t - 60) : 12 + Math.Sin(t)))!;
        Assert.Equal(0.3, estimate.Lambda, 1e-9);
        Assert.InRange(estimate.WindowStart, 60, 70);
        Assert.InRange(estimate.WindowEnd, 89, 100);
    }

    [Theory]
    [InlineData(0.05, false)]
    [InlineData(0.051, true)]
    [InlineData(-0.1, false)]
    public void Danovski_should_keep_only_exponents_above_its_floor(double rate, bool kept)
    {
        var estimate = Exponent.Estimate(Estimator.Danovski, Synthetic.FromLog(t => rate * t - 1e-9 * t))!;
        Assert.Equal(rate, estimate.Lambda, 1e-6);
        Assert.Equal(kept, estimate.Kept);
    }

    [Fact]
    public void Danovski_should_reject_what_is_no_line()
    {
        var estimate = Exponent.Estimate(Estimator.Danovski, Synthetic.FromLog(((Func<int, double>)(_ => 0)).Noisy(2, 3)))!;
        Assert.True(estimate.RSquared < 0.9);
        Assert.False(estimate.Kept);
    }

    // t = 0 … 28 are 29 points, t = 0 … 29 are the 30 of the shortest window: all of them, once there is no other.
    [Fact]
    public void Danovski_should_need_thirty_points()
    {
        Assert.Null(Exponent.Estimate(Estimator.Danovski, Synthetic.FromLog(t => 0.2 * t, 28)));
        var estimate = Exponent.Estimate(Estimator.Danovski, Synthetic.FromLog(t => 0.2 * t, 29))!;
        Assert.Equal((0, 29), (estimate.WindowStart, estimate.WindowEnd));
    }

    // A straight line that bends right after its 30th point: only a window of exactly 30 points has R² = 1.
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(100)]
    public void Danovski_should_use_windows_of_w_points(int start)
    {
        const int points = 30;
        var estimate = Exponent.Estimate(
            Estimator.Danovski,
            Synthetic.FromLog(t => 0.3 * Math.Clamp(t - start, 0, points - 1) + (t < start || t >= start + points ? 5 * Math.Cos(3 * t) : 0), 300))!;

        Assert.Equal((start, start + points - 1), (estimate.WindowStart, estimate.WindowEnd));
        Assert.Equal(0.3, estimate.Lambda, 1e-12);
        Assert.Equal(1, estimate.RSquared, 1e-12);
    }

    // A series with no straight stretch at all, against the authors' loop written out.
    [Fact]
    public void Danovski_should_find_the_authors_window()
    {
        var estimate = Exponent.Estimate(Estimator.Danovski, Synthetic.FromLog(t => 4 * Math.Sin(0.05 * t)))!;
        var (lambda, rSquared, start, points) = Authors(t => 4 * Math.Sin(0.05 * t));
        Assert.Equal((start, start + points - 1), (estimate.WindowStart, estimate.WindowEnd));
        Assert.Equal(lambda, estimate.Lambda, 1e-9);
        Assert.Equal(rSquared, estimate.RSquared, 1e-9);
    }

    // The protocol once more, as plain as it can be written, with raw sums.
    private static (double Lambda, double RSquared, int Start, int Points) Authors(Func<int, double> y)
    {
        var best = (Lambda: 0.0, RSquared: -1.0, Start: 0, Points: 0);
        foreach (var start in Enumerable.Range(0, 21).Select(i => 5 * i))
        {
            foreach (var points in Enumerable.Range(0, 15).Select(i => 30 + 5 * i))
            {
                double[] t = [.. Enumerable.Range(start, points).Select(x => (double)x)];
                if (start + points > Synthetic.Epochs + 1) continue;
                var (n, sx, sy) = (points, t.Sum(), t.Sum(x => y((int)x)));
                var (sxx, sxy, syy) = (t.Sum(x => x * x), t.Sum(x => x * y((int)x)), t.Sum(x => y((int)x) * y((int)x)));
                var correlation = (n * sxy - sx * sy) / Math.Sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
                if (correlation * correlation > best.RSquared)
                    best = ((n * sxy - sx * sy) / (n * sxx - sx * sx), correlation * correlation, start, points);
            }
        }

        return best;
    }

    [Fact]
    public void Endpoint_should_divide_the_growth_to_saturation_by_its_time()
    {
        var estimate = Exponent.Estimate(Estimator.Endpoint, Synthetic.FromLog(Synthetic.Saturating(0.4, 16, 60)))!;
        Assert.Equal(16.0 / 100, estimate.Lambda, 1e-9);
        Assert.Equal((0, 100), (estimate.WindowStart, estimate.WindowEnd));
        Assert.True(double.IsNaN(estimate.StandardError) && double.IsNaN(estimate.RSquared));
    }

    [Fact]
    public void Endpoint_should_use_the_last_epoch_without_saturation() =>
        Assert.Equal(-0.02, Exponent.Estimate(Estimator.Endpoint, Synthetic.FromLog(t => -0.02 * t))!.Lambda, 1e-12);

    [Fact]
    public void Log_mean_should_average_exponents_where_growth_favours_the_fastest()
    {
        double[][] distance = [.. new[] { 0.1, 0.2, 0.3 }.Select(rate => Synthetic.FromLog(t => rate * t, 100)[0])];
        Assert.Equal(0.2, Exponent.Estimate(Estimator.LogMean, distance)!.Lambda, 1e-9);
        Assert.InRange(Exponent.Estimate(Estimator.Growth, distance)!.Lambda, 0.27, 0.3);
    }

    [Fact]
    public void Log_mean_should_leave_out_a_replica_that_never_moved()
    {
        double[][] distance = [new double[101], Synthetic.FromLog(t => 0.2 * t, 100)[0]];
        Assert.Equal(0.2, Exponent.Estimate(Estimator.LogMean, distance)!.Lambda, 1e-9);
    }

    [Theory]
    [InlineData(Estimator.Growth)]
    [InlineData(Estimator.Danovski)]
    [InlineData(Estimator.Endpoint)]
    [InlineData(Estimator.LogMean)]
    public void Should_be_null_without_perturbation(Estimator estimator) =>
        Assert.Null(Exponent.Estimate(estimator, [new double[202], new double[202]]));

    [Fact]
    public void Should_refuse_an_unknown_estimator() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Exponent.Estimate((Estimator)99, [[1, 2, 3]]));
}
