using Chaos.Actors.Analysis.Exponents;
using MathNet.Numerics;
using MathNet.Numerics.LinearRegression;

namespace Chaos.Actors.Analysis.Tests.Exponents;

public sealed class GrowthEstimatorTests
{
    private static ExponentEstimate Growth(Func<int, double> logarithm, int epochs = Synthetic.Epochs) =>
        Exponent.Estimate(Estimator.Growth, Synthetic.FromLog(logarithm, epochs))!;

    [Theory]
    [InlineData(0.05, 8)]
    [InlineData(0.3, 18)]
    [InlineData(0.5, 18)]
    [InlineData(2, 20)]
    [InlineData(5, 20)]
    public void Should_find_the_rate_before_a_plateau(double rate, double plateau)
    {
        var estimate = Growth(Synthetic.Saturating(rate, plateau));

        Assert.Equal(rate, estimate.Lambda, 1e-9);
        Assert.Equal((0, (int)Math.Round(plateau / rate)), (estimate.WindowStart, estimate.WindowEnd));
        Assert.Equal(1, estimate.RSquared, 1e-12);
        Assert.True(estimate.Kept);
    }

    [Fact]
    public void Should_find_the_rate_when_saturation_falls_between_two_epochs() =>
        Assert.Equal(2, Growth(Synthetic.Saturating(2, 19.2)).Lambda, 0.05);

    [Fact]
    public void Should_find_the_rate_under_noise()
    {
        var rates = Enumerable.Range(0, 100)
            .Select(seed => Growth(Synthetic.Saturating(0.5, 18).Noisy(0.5, seed)).Lambda).ToArray();

        Assert.Equal(0.5, rates.Average(), 0.01);
        Assert.All(rates, rate => Assert.Equal(0.5, rate, 0.1));
    }

    // MNIST at η = 0.1, measured: 2.545e-4 → 2.550e-4 over 201 epochs.
    [Fact]
    public void Should_give_next_to_nothing_for_a_flat_series()
    {
        double[][] distance = [[.. Enumerable.Range(0, 202).Select(t => 2.545e-4 + 5e-7 * t / 201)]];

        var estimate = Exponent.Estimate(Estimator.Growth, distance)!;

        Assert.InRange(estimate.Lambda, 0.9e-5, 1.1e-5);
        Assert.Equal((0, 201), (estimate.WindowStart, estimate.WindowEnd));
    }

    [Fact]
    public void Should_not_mistake_noise_for_growth()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var estimate = Growth(((Func<int, double>)(_ => 0)).Noisy(0.5, seed));
            Assert.InRange(estimate.Lambda, -0.003, 0.003);
            Assert.Equal((0, 201), (estimate.WindowStart, estimate.WindowEnd));
        }
    }

    [Fact]
    public void Should_be_exactly_zero_for_a_constant_series()
    {
        var estimate = Growth(_ => 0);
        Assert.Equal((0, 0, 0), (estimate.Lambda, estimate.StandardError, estimate.RSquared));
    }

    [Fact]
    public void Should_be_negative_for_decay() => Assert.Equal(-0.1, Growth(t => -0.1 * t).Lambda, 1e-9);

    [Fact]
    public void Should_cut_decay_at_the_floor_of_rounding() =>
        Assert.Equal(-0.5, Growth(t => Math.Max(-0.5 * t, -25)).Lambda, 1e-9);

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    public void Should_use_the_whole_series_if_it_never_saturates(double rate)
    {
        var estimate = Growth(t => rate * t);
        Assert.Equal(rate, estimate.Lambda, 1e-9);
        Assert.Equal((0, 201), (estimate.WindowStart, estimate.WindowEnd));
    }

    [Fact]
    public void Should_stay_small_when_growth_is_algebraic_and_slow() =>
        Assert.InRange(Growth(t => 0.5 * Math.Log(1 + t)).Lambda, 0, 1.5 / Synthetic.Epochs);

    [Fact]
    public void Should_be_small_when_growth_is_algebraic() =>
        Assert.InRange(Growth(t => Math.Log(1 + t)).Lambda, 0, 0.04);

    [Theory]
    [InlineData(60, 0.4)]
    [InlineData(150, 1)]
    public void Should_measure_growth_that_begins_after_a_transient(int from, double rate)
    {
        var estimate = Growth(Synthetic.Saturating(rate, 16, from));
        Assert.Equal(rate, estimate.Lambda, 1e-9);
        Assert.Equal(from, estimate.WindowStart);
    }

    // A catapult: contraction first, then growth to saturation.
    [Fact]
    public void Should_measure_growth_that_begins_after_a_contraction() =>
        Assert.Equal(0.4, Growth(t => t < 30 ? -0.1 * t : Math.Min(-3 + 0.4 * (t - 30), 15)).Lambda, 0.005);

    [Fact]
    public void Should_not_count_growth_that_comes_back()
    {
        var estimate = Growth(t => t < 10 ? 0.5 * t : Math.Max(0, 5 - 0.1 * (t - 10)));
        Assert.InRange(estimate.Lambda, -0.02, 0);
    }

    // A sigmoid network at a large η sits still, jumps within two epochs, sits still again: no rate of 3 per epoch.
    [Fact]
    public void Should_average_over_jumps() =>
        Assert.InRange(Growth(t => t < 40 ? 0 : t < 90 ? 6 : t < 150 ? 12 : 18).Lambda, 0.05, 0.2);

    [Fact]
    public void Should_average_from_the_start_when_growth_comes_in_two_bursts()
    {
        var estimate = Growth(t => Math.Min(0.7 * t, 7) + Math.Clamp(0.25 * (t - 130), 0, 8.6));
        Assert.Equal(0, estimate.WindowStart);
        Assert.InRange(estimate.WindowEnd, 150, 170);
        Assert.InRange(estimate.Lambda, 0.02, 0.1);
    }

    [Fact]
    public void Should_ignore_creep_after_saturation() =>
        Assert.Equal(0.8, Growth(t => t < 20 ? 0.8 * t : 16 + 0.01 * (t - 20)).Lambda, 0.05);

    [Fact]
    public void Should_find_the_rate_in_a_long_series()
    {
        var estimate = Growth(Synthetic.Saturating(0.05, 18, 1213), 5000);
        Assert.Equal(0.05, estimate.Lambda, 1e-9);
        Assert.Equal((1213, 1573), (estimate.WindowStart, estimate.WindowEnd));
    }

    [Fact]
    public void Should_be_null_with_nothing_to_fit()
    {
        Assert.Null(Exponent.Estimate(Estimator.Growth, [new double[202], new double[202]]));
        Assert.Null(Exponent.Estimate(Estimator.Growth, []));
        Assert.Null(Exponent.Estimate(Estimator.Growth, [[]]));
        Assert.Null(Exponent.Estimate(Estimator.Growth, [[1e-4, 2e-4]]));
        Assert.Null(Exponent.Estimate(Estimator.Growth, [[1e-4, 2e-4, double.NaN, 1, 2, 3]]));
    }

    [Fact]
    public void Should_use_the_epochs_a_divergent_item_has()
    {
        double[][] distance = [[1, Math.E, Math.Exp(2), Math.Exp(3), double.PositiveInfinity, double.NaN]];
        var estimate = Exponent.Estimate(Estimator.Growth, distance)!;
        Assert.Equal(1, estimate.Lambda, 1e-12);
        Assert.Equal((0, 3), (estimate.WindowStart, estimate.WindowEnd));
    }

    [Fact]
    public void Should_skip_zeros_at_the_start()
    {
        var estimate = Exponent.Estimate(Estimator.Growth, [[0, 0, 1, Math.E, Math.Exp(2)]])!;
        Assert.Equal(1, estimate.Lambda, 1e-12);
        Assert.Equal((2, 4), (estimate.WindowStart, estimate.WindowEnd));
    }

    [Fact]
    public void Should_stop_where_the_replicas_meet_the_reference()
    {
        var estimate = Exponent.Estimate(Estimator.Growth, [[1, 0.1, 0.01, 0.001, 0, 0, 0, 0]])!;
        Assert.Equal(-Math.Log(10), estimate.Lambda, 1e-9);
    }

    [Theory]
    [InlineData(0.3, 15, 0.2)]
    [InlineData(0.3, 0, 0.2)]
    [InlineData(-0.2, 15, 1)]
    public void Should_report_the_fit_MathNet_makes_on_the_same_window(double rate, double plateau, double noise)
    {
        var logarithm = Synthetic.Saturating(Math.Abs(rate), plateau).Noisy(noise, 7);
        var distance = Synthetic.FromLog(t => Math.Sign(rate) * logarithm(t));

        var estimate = Exponent.Estimate(Estimator.Growth, distance)!;

        double[] t = [.. Enumerable.Range(estimate.WindowStart, estimate.WindowEnd - estimate.WindowStart + 1)
            .Select(epoch => (double)epoch)];
        double[] y = [.. t.Select(epoch => Math.Log(distance[0][(int)epoch]))];
        var (intercept, slope) = SimpleRegression.Fit(t, y);
        double[] fitted = [.. t.Select(epoch => intercept + slope * epoch)];
        var middle = t.Average();
        var spread = Math.Sqrt(t.Sum(epoch => (epoch - middle) * (epoch - middle)));
        Assert.Equal(slope, estimate.Lambda, 1e-12);
        Assert.Equal(GoodnessOfFit.CoefficientOfDetermination(fitted, y), estimate.RSquared, 1e-9);
        Assert.Equal(GoodnessOfFit.StandardError(fitted, y, 2) / spread, estimate.StandardError, 1e-12);
    }

    // The search by prefix sums against the same regression done by MathNet for every pair of knees.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Should_cut_where_the_best_ramp_has_its_knees(int seed)
    {
        const int Last = 30;
        var distance = Synthetic.FromLog(Synthetic.Saturating(1.1, 14.3, 3).Noisy(0.8, seed), Last);
        double[] y = [.. distance[0].Select(d => Math.Log(d))];
        var (least, knees) = (double.PositiveInfinity, (-1, -1));
        for (var s = 0; s <= Last - 2; s++)
        {
            for (var e = s + 2; e <= Last; e++)
            {
                double[] phi = [.. Enumerable.Range(0, Last + 1).Select(t => Math.Clamp((t - s) / (double)(e - s), 0, 1))];
                var (low, rise) = SimpleRegression.Fit(phi, y);
                var error = Distance.SSD(y, [.. phi.Select(share => low + rise * share)]);
                if (error < least) (least, knees) = (error, (s, e));
            }
        }

        var estimate = Exponent.Estimate(Estimator.Growth, distance)!;

        Assert.Equal(knees, (estimate.WindowStart, estimate.WindowEnd));
    }
}
