using Chaos.Actors.Analysis.Regimes;

namespace Chaos.Actors.Analysis.Tests.Regimes;

public sealed class RegimeCriteriaTests
{
    private const int Epochs = 200;

    private static readonly double[] Trained = [.. Enumerable.Range(0, Epochs).Select(t => t < 50 ? 0.1 : 0.9)];
    private static readonly double[] Untrained = [.. Enumerable.Range(0, Epochs).Select(_ => 0.1)];

    [Fact]
    public void Should_call_a_loss_that_never_rises_monotonic()
    {
        Assert.Equal(Regime.Monotonic, Of(Losses(t => Math.Exp(-0.01 * t))));
        Assert.Equal(Regime.Monotonic, Of(Losses(_ => 2.3)));
        // What rounding adds is no rise.
        Assert.Equal(Regime.Monotonic, Of(Losses(t => 1 + 1e-12 * (t % 2))));
    }

    [Fact]
    public void Should_call_a_rise_without_chaos_a_catapult()
    {
        Assert.Equal(Regime.Catapult, Of(Losses(t => Math.Exp(-0.01 * t) + (t is > 5 and < 15 ? 3 : 0))));
        Assert.Equal(Regime.Catapult, Of(Losses(t => Math.Exp(-0.01 * t) + (t == 120 ? 3 : 0))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(12)]
    public void Should_see_a_cycle_whatever_came_before(int period)
    {
        var loss = Losses(t => t < 100 ? 5 + Math.Sin(t * t) : 1 + 0.5 * Math.Cos(2 * Math.PI * t / period));
        Assert.Equal(Regime.Periodic, Of(loss));
        Assert.Equal(Regime.Periodic, Of(loss, isChaotic: true));
        // Slowly falling while it cycles.
        Assert.Equal(Regime.Periodic, Of(Losses(t => Math.Exp(-0.001 * t) * (1 + 0.5 * Math.Cos(2 * Math.PI * t / period)))));
    }

    [Fact]
    public void Should_take_neither_a_drift_nor_chaos_for_a_cycle()
    {
        Assert.NotEqual(Regime.Periodic, Of(Losses(t => 10 - 0.01 * t)));
        Assert.NotEqual(Regime.Periodic, Of(Losses(t => 1 + 1e-5 * (t % 2))));
        // Now this high, now that: a cycle in its order and not in its values.
        Assert.NotEqual(Regime.Periodic, Of(Losses(t => 1 + 0.5 * Math.Cos(Math.PI * t) * (1 + 0.5 * Math.Sin(t * t)))));
        // The logistic map at r = 4.
        var x = 0.3;
        Assert.Equal(Regime.ChaoticNotLearning, Of(Losses(_ => x = 4 * x * (1 - x)), isChaotic: true));
    }

    [Fact]
    public void Should_tell_by_the_accuracy_in_the_end_whether_chaos_learns()
    {
        var x = 0.3;
        var loss = Losses(_ => x = 4 * x * (1 - x));
        Assert.Equal(Regime.ChaoticLearning, RegimeCriteria.Of(loss, Trained, false, true, 0.8));
        Assert.Equal(Regime.ChaoticNotLearning, RegimeCriteria.Of(loss, Untrained, false, true, 0.8));
        // Half the way from 0.1 to 0.8 is 0.45; only the last tenth counts.
        Assert.Equal(Regime.ChaoticLearning, RegimeCriteria.Of(loss, [.. Untrained[..179], .. Enumerable.Repeat(0.46, 21)], false, true, 0.8));
        Assert.Equal(Regime.ChaoticNotLearning, RegimeCriteria.Of(loss, [.. Untrained[..179], .. Enumerable.Repeat(0.44, 21)], false, true, 0.8));
        Assert.Equal(Regime.ChaoticNotLearning, RegimeCriteria.Of(loss, [.. Trained[..150], .. Untrained[150..]], false, true, 0.8));
    }

    [Fact]
    public void Should_call_divergent_what_diverges_whatever_else_it_does()
    {
        Assert.Equal(Regime.Divergent, RegimeCriteria.Of(Losses(t => t % 2), Trained, true, true, 0.8));
        Assert.Equal(Regime.Divergent, RegimeCriteria.Of([double.NaN], [], true, false, 0.8));
    }

    [Fact]
    public void Should_give_a_cell_the_regime_of_most_seeds_and_of_equals_the_later()
    {
        var counts = new RegimeCounts();
        Assert.Null(counts.Most);
        counts.Add(Regime.Monotonic);
        counts.Add(Regime.Periodic);
        Assert.Equal(Regime.Periodic, counts.Most);
        counts.Add(Regime.Monotonic);
        Assert.Equal((Regime.Monotonic, 3, 2), (counts.Most, counts.Seeds, counts[Regime.Monotonic]));
    }

    [Fact]
    public void Should_judge_a_run_of_a_single_epoch() =>
        Assert.Equal(Regime.Monotonic, RegimeCriteria.Of([1.0], [0.1, 0.2], false, false, 0.8));

    private static Regime Of(double[] loss, bool isChaotic = false) => RegimeCriteria.Of(loss, Untrained, false, isChaotic, 0.8);

    private static double[] Losses(Func<int, double> loss) => [.. Enumerable.Range(0, Epochs).Select(loss)];
}
