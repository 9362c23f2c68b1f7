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
        Assert.InRange(estimate.WindowEnd - estimate.WindowStart, 30, 100);
        Assert.Equal(0, estimate.WindowStart % 5);
    }

    [Fact]
    public void Danovski_should_take_the_straightest_window_though_another_is_steeper()
    {
        var estimate = Exponent.Estimate(
            Estimator.Danovski, Synthetic.FromLog(t => t <= 60 ? 0.1 * t : 6 + 0.3 * (t - 60) + Math.Sin(2 * t)))!;
        Assert.Equal(0.1, estimate.Lambda, 1e-9);
        Assert.InRange(estimate.WindowEnd, 30, 60);
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
        Assert.InRange(estimate.WindowEnd, 90, 100);
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

    [Fact]
    public void Danovski_should_need_thirty_epochs()
    {
        Assert.Null(Exponent.Estimate(Estimator.Danovski, Synthetic.FromLog(t => 0.2 * t, 29)));
        Assert.NotNull(Exponent.Estimate(Estimator.Danovski, Synthetic.FromLog(t => 0.2 * t, 30)));
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
