using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Analysis.Tests.Verdicts;

/// <summary>An interval of 95 % holds the truth in 93 to 99 of 100 synthetic campaigns of 8, 20 and 50 seeds.</summary>
public sealed class CoverageTests
{
    private const int CampaignCount = 2000;
    private const double Low = 0.93, High = 0.99;

    /// <summary>Onsets scatter logistically about η_c; the grid lies anywhere. Width against step of the grid: several steps, one, half.</summary>
    [Theory]
    [InlineData(8, 0.4, 0.3)]
    [InlineData(20, 0.4, 0.3)]
    [InlineData(50, 0.4, 0.3)]
    [InlineData(8, 0.2, 0.6)]
    [InlineData(20, 0.2, 0.6)]
    [InlineData(50, 0.2, 0.6)]
    public void Should_hold_the_onset(int seeds, double width, double step) => Covers(seeds, random =>
    {
        var truth = Math.Exp(random.NextDouble());
        var offset = random.NextDouble() * step;
        double[] rates = [.. Enumerable.Range(-8, 17).Select(i => Math.Exp(0.5 + offset + i * step))];
        var onset = LogisticOnset.Fit(Enumerable.Range(0, seeds).Select(_ => Bracket(truth * Math.Exp(width * Logit(random)), rates)), rates);
        return onset.Low <= truth && truth <= onset.High;
    });

    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(50)]
    public void Should_hold_the_fraction_of_chaotic_seeds(int seeds) => Covers(seeds, random =>
    {
        var truth = 1 / (1 + Math.Exp(-3 + 6 * random.NextDouble()));
        var interval = new Proportion(Enumerable.Range(0, seeds).Count(_ => random.NextDouble() < truth), seeds).Interval();
        return interval.Low <= truth && truth <= interval.High;
    });

    /// <summary>Skewed, heavy-tailed, and now and then infinite, as ratios to an onset beyond the grid are.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(50)]
    public void Should_hold_the_median_ratio(int seeds) => Covers(seeds, random =>
    {
        var interval = Median.IntervalOf(Enumerable.Range(0, seeds).Select(_ =>
            random.NextDouble() is var u && u > 0.95 ? double.PositiveInfinity : u < 0.5 ? 0.5 * Math.Log(2 * u) : -2 * Math.Log(2 * (1 - u))));
        return interval.Low <= 0 && 0 <= interval.High;
    });

    /// <summary>Where nothing is to be found, the signed-rank test finds it in 5 of 100 at most.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    public void Should_seldom_find_what_is_not_there(int seeds)
    {
        var random = new Random(seeds);
        var found = Enumerable.Range(0, CampaignCount).Count(_ =>
            Statistics.SignedRank([.. Enumerable.Range(0, seeds).Select(_ => Math.Round(4 * Logit(random)) / 4)]) < 0.05);
        Assert.InRange((double)found / CampaignCount, 0.02, 0.06);
    }

    private static void Covers(int seeds, Func<Random, bool> campaign)
    {
        var random = new Random(1000 + seeds);
        var covered = Enumerable.Range(0, CampaignCount).Count(_ => campaign(random));
        Assert.InRange((double)covered / CampaignCount, Low, High);
    }

    private static SeedOnset Bracket(double onset, double[] rates)
    {
        var k = Array.FindIndex(rates, rate => rate >= onset);
        return k < 0 ? new SeedOnset(rates[^1], double.PositiveInfinity, double.PositiveInfinity)
            : k == 0 ? new SeedOnset(0, rates[0], 0)
            : new SeedOnset(rates[k - 1], rates[k], onset);
    }

    private static double Logit(Random random) => random.NextDouble() is var u ? Math.Log((u + 1e-12) / (1 - u + 1e-12)) : 0;
}
