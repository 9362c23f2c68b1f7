using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Analysis.Tests.Verdicts;

public sealed class StatisticsTests
{
    /// <summary>
    /// Exact two-sided probabilities of T ≤ t without ties: Wilcoxon and Wilcox, Some Rapid Approximate Statistical Procedures (1964), table 2;
    /// the critical values at 0.05 are the t here, and t + 1 lies above it.
    /// </summary>
    [Theory]
    [InlineData(6, 0, 0.0312)]
    [InlineData(7, 2, 0.0469)]
    [InlineData(8, 3, 0.0391)]
    [InlineData(9, 5, 0.0391)]
    [InlineData(10, 8, 0.0488)]
    [InlineData(12, 13, 0.0425)]
    [InlineData(15, 25, 0.0479)]
    [InlineData(20, 52, 0.0484)]
    [InlineData(25, 89, 0.0483)]
    public void Should_have_the_signed_rank_probabilities_of_the_tables(int n, int t, double p)
    {
        Assert.Equal(p, Statistics.SignedRank(WithSum(n, t)), 1e-4);
        Assert.True(Statistics.SignedRank(WithSum(n, t + 1)) > 0.05);
    }

    /// <summary>Hollander and Wolfe (1973), depression scale factors, V = 40: R's wilcox.test gives 0.03906.</summary>
    [Fact]
    public void Should_agree_with_a_textbook() => Assert.Equal(0.0390625, Statistics.SignedRank(
        [1.83 - 0.878, 0.50 - 0.647, 1.62 - 0.598, 2.48 - 2.05, 1.68 - 1.06, 1.88 - 1.29, 1.55 - 1.06, 3.06 - 3.14, 1.30 - 1.29]), 1e-12);

    [Fact]
    public void Should_count_sign_patterns_where_there_are_ties_and_zeros()
    {
        // Ranks of 0, 0, 1, 1, −1, 2, 3 are 1.5 (left out), 4, 4, 4, 6, 7; of 32 patterns, 2 · those with at most 4 on the smaller side.
        double[] ranks = [4, 4, 4, 6, 7];
        var patterns = Enumerable.Range(0, 32).Select(bits => ranks.Where((_, i) => (bits >> i & 1) == 1).Sum()).Count(sum => sum <= 4);
        Assert.Equal(2 * patterns / 32.0, Statistics.SignedRank([0, 0, 1, 1, -1, 2, 3]), 12);
        Assert.Equal(1, Statistics.SignedRank([0, 0, 0, 0, 0]));
        Assert.Equal(2 / 32.0, Statistics.SignedRank([double.NegativeInfinity, double.NegativeInfinity, -1, -2, -3]), 12);
        Assert.True(double.IsNaN(Statistics.SignedRank([1, 2, 3, 4])));
    }

    [Fact]
    public void Should_pass_into_the_normal_approximation()
    {
        double[] exact = [.. Enumerable.Range(1, 200).Select(i => i % 5 < 3 ? i : -(double)i)];
        Assert.Equal(Statistics.SignedRank(exact), Statistics.SignedRank([0.5, .. exact]), 3e-4);
    }

    [Fact]
    public void Should_adjust_as_Holm_does()
    {
        Assert.Equal([0.03, 0.06, 0.06, double.NaN], Statistics.Holm([0.01, 0.04, 0.03, double.NaN]));
        Assert.Equal([1.0, 0.04], Statistics.Holm([0.9 + 0.1, 0.02]));
    }

    /// <summary>Agresti and Coull's and Brown, Cai and DasGupta's example of n = 10 and others from R's binom.bayes with prior ½, ½.</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.217)]
    [InlineData(1, 10, 0.011, 0.381)]
    [InlineData(2, 10, 0.044, 0.503)]
    [InlineData(5, 10, 0.224, 0.776)]
    public void Should_have_Jeffreys_interval_as_published(int count, int of, double low, double high)
    {
        var interval = new Proportion(count, of).Interval();
        Assert.Equal((low, high), (Math.Round(interval.Low, 3), Math.Round(interval.High, 3)));
    }

    [Fact]
    public void Should_know_no_interval_below_five_seeds() => Assert.Equal(Interval.Unknown, new Proportion(2, 4).Interval());

    [Fact]
    public void Should_interpolate_between_order_statistics()
    {
        // n = 8: the extremes cover 0.9922, the next 0.9297; Hettmansperger and Sheather's share is (7 · I) / (1 + 6 · I), I = 0.0422/0.0625.
        var inside = (0.9921875 - 0.95) / (0.9921875 - 0.9296875);
        var share = 7 * inside / (1 + 6 * inside);
        var interval = Median.IntervalOf([1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Equal(1 + share, interval.Low, 12);
        Assert.Equal(8 - share, interval.High, 12);
        Assert.Equal(Interval.Unknown, Median.IntervalOf([1, 2, 3, 4, 5]));
        Assert.Equal(4.5, Median.Of([8, 1, 2, 7, 3, 6, 4, 5]));
        Assert.Equal(double.PositiveInfinity, Median.Of([1, double.PositiveInfinity]));
        Assert.True(double.IsPositiveInfinity(Median.IntervalOf([1, 2, 3, 4, double.PositiveInfinity, double.PositiveInfinity]).High));
    }

    private static double[] WithSum(int n, int t)
    {
        // Negative ranks that add up to t, the largest first.
        var values = Enumerable.Range(1, n).Select(i => (double)i).ToArray();
        for (var i = n; i >= 1 && t > 0; i--)
            if (i <= t) (values[i - 1], t) = (-i, t - i);
        return values;
    }
}
