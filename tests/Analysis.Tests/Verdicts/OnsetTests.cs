using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Analysis.Tests.Verdicts;

public sealed class OnsetTests
{
    private const double Criterion = 2.302585092994046;

    private static readonly double[] Rates = [1, 2, 4, 8];

    [Fact]
    public void Should_bracket_the_onset_of_a_seed_and_interpolate_in_the_logarithm()
    {
        var onset = SeedOnset.Of(Rates, [0, Criterion - 1, Criterion + 1, 9], Criterion);
        Assert.Equal((2.0, 4.0), (onset.Low, onset.High));
        Assert.Equal(Math.Sqrt(8), onset.Eta, 12);
    }

    /// <summary>From the onset on all are chaotic: what comes and goes before is not it.</summary>
    [Fact]
    public void Should_begin_where_chaos_stays() =>
        Assert.Equal((4.0, 8.0), SeedOnset.Of(Rates, [0, 5, 1, 9], Criterion) is var onset ? (onset.Low, onset.High) : default);

    [Fact]
    public void Should_know_the_ends_of_the_grid()
    {
        Assert.Equal((0.0, 1.0, 0.0), SeedOnset.Of(Rates, [3, 5, 4, 9], Criterion) is var all ? (all.Low, all.High, all.Eta) : default);
        Assert.Equal((8.0, double.PositiveInfinity), SeedOnset.Of(Rates, [0, 5, 4, 1], Criterion) is var none ? (none.Low, none.Eta) : default);
        Assert.True(double.IsNaN(SeedOnset.Of([], [], Criterion).Eta));
    }

    /// <summary>Complete separation: the fit's width goes to 0, and every η in the step is as likely. The interval is the step: were η_c at its end, half of the seeds would lie beyond.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(50)]
    public void Should_give_the_step_where_all_seeds_share_it(int seeds)
    {
        var onset = LogisticOnset.Fit(Enumerable.Repeat(new SeedOnset(2, 4, 3), seeds), Rates);
        Assert.Equal(Math.Sqrt(8), onset.Eta, 0.05);
        Assert.InRange(onset.Low, 1.95, 2.01);
        Assert.InRange(onset.High, 3.98, 4.1);
        Assert.Equal(0, onset.Width);
    }

    [Fact]
    public void Should_find_half_of_the_seeds()
    {
        double[] rates = [.. Enumerable.Range(0, 41).Select(i => Math.Exp(-2 + 0.1 * i))];
        // Quantiles of a logistic distribution of ln η about ln 1.3 with w = 0.3.
        var seeds = Enumerable.Range(0, 40).Select(i => (i + 0.5) / 40).Select(q => 1.3 * Math.Exp(0.3 * Math.Log(q / (1 - q))))
            .Select(eta => new SeedOnset(rates.Last(rate => rate < eta), rates.First(rate => rate > eta), eta));
        var onset = LogisticOnset.Fit(seeds, rates);
        Assert.Equal(1.3, onset.Eta, 0.02);
        Assert.Equal(2 * Math.Log(3) * 0.3, onset.Width, 0.05);
        Assert.InRange(onset.Low, 1.05, 1.25);
        Assert.InRange(onset.High, 1.35, 1.6);
    }

    [Fact]
    public void Should_not_look_beyond_the_grid()
    {
        SeedOnset never = new(8, double.PositiveInfinity, double.PositiveInfinity), always = new(0, 1, 0), inside = new(4, 8, 6);
        Assert.Equal((double.PositiveInfinity, 8.0), LogisticOnset.Fit(Enumerable.Repeat(never, 8), Rates) is var above ? (above.Eta, above.Low) : default);
        Assert.Equal((0.0, 1.0), LogisticOnset.Fit(Enumerable.Repeat(always, 8), Rates) is var below ? (below.Eta, below.High) : default);
        var few = LogisticOnset.Fit([.. Enumerable.Repeat(never, 6), inside, inside], Rates);
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (few.Eta, few.High));
        Assert.InRange(few.Low, 2, 8);
        Assert.True(double.IsNaN(LogisticOnset.Fit([], Rates).Eta));
        Assert.True(double.IsNaN(LogisticOnset.Fit([inside, inside, inside, inside], Rates).Low));
    }
}
