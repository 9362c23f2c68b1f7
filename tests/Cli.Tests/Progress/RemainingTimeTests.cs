using Chaos.Actors.Cli.Progress;

namespace Chaos.Actors.Cli.Tests.Progress;

public class RemainingTimeTests
{
    [Fact]
    public void Should_say_nothing_before_the_rate_is_known()
    {
        var remaining = new RemainingTime();
        Assert.Null(remaining.Update(TimeSpan.FromSeconds(1), 1000, 0));
        Assert.Null(remaining.Update(TimeSpan.FromSeconds(2), 1000, 100));
        Assert.NotNull(remaining.Update(TimeSpan.FromSeconds(6), 1000, 100));
    }

    [Fact]
    public void Should_not_jump_with_a_wavering_rate_and_still_arrive()
    {
        var remaining = new RemainingTime();
        var (left, last) = (100_000.0, double.NaN);
        for (var step = 0; left > 0; step++)
        {
            var now = TimeSpan.FromSeconds(step * 0.2);
            // The rate seen swings by a factor of two; the true one is 1000 epochs a second.
            var seen = step % 10 < 5 ? 700 : 1400;
            var shown = remaining.Update(now, (long)left, seen)?.TotalSeconds ?? double.NaN;
            // At first the estimate itself is poor, and following it quickly is right.
            if (step > 50) Assert.True(Math.Abs(shown - last) <= 10, $"from {last} to {shown} at {now}");
            last = shown;
            left -= 200;
        }
        Assert.InRange(last, 0, 5);
    }

    [Fact]
    public void Should_follow_a_rate_that_really_changed()
    {
        var remaining = new RemainingTime();
        for (var second = 0; second < 60; second++) remaining.Update(TimeSpan.FromSeconds(second), 1_000_000, 1000);
        var slower = TimeSpan.Zero;
        for (var second = 60; second < 120; second++)
            slower = remaining.Update(TimeSpan.FromSeconds(second), 1_000_000, 500)!.Value;
        Assert.InRange(slower.TotalSeconds, 1800, 2100);
    }
}
