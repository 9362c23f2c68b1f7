using Chaos.Actors.Analysis.Comparisons;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Tests.Verdicts;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Tests.Comparisons;

public sealed class CampaignComparisonTests
{
    private const int Seeds = 12;

    [Fact]
    public void Should_find_no_difference_between_a_campaign_and_itself()
    {
        var comparison = CampaignComparison.Of(Campaign(), Campaign());

        Assert.Equal((SyntheticVerdicts.Rates.Length, 0, 0), (comparison.Cells.Count, comparison.OnlyA, comparison.OnlyB));
        Assert.All(comparison.Cells, cell => Assert.False(cell.Lambda.IsDistinguishable || cell.Chaotic.IsDistinguishable || cell.Times.Any(time => time.IsDistinguishable)));
        Assert.All(comparison.Cells, cell => Assert.Equal((Seeds, 0.0, 1.0), (cell.Lambda.Pairs, cell.Lambda.Median, cell.Lambda.AdjustedP)));
        Assert.False(comparison.Curves.Single().LogOnset.IsDistinguishable);
        Assert.Equal((Seeds * 12L, Seeds * 12L), (comparison.Items.Shared, comparison.Items.Identical));
        Assert.True(comparison.ShareInitialStates);
    }

    [Fact]
    public void Should_tell_an_onset_that_has_moved_by_a_tenth_in_every_seed()
    {
        var comparison = CampaignComparison.Of(Campaign(), Campaign(onset: 1.1));

        var moved = comparison.Curves.Single().LogOnset;
        Assert.Equal(Seeds, moved.Pairs);
        Assert.InRange(Math.Exp(moved.Median), 1.05, 1.2);
        Assert.True(moved.Interval.Low > 0 && moved.IsDistinguishable, moved.ToString());
        // Where bursts are smaller, λ is; where there is none, nothing differs.
        Assert.All(comparison.Cells, cell => Assert.Equal(cell.A.LearningRate >= 3, cell.Lambda.IsDistinguishable));
        Assert.All(comparison.Cells.Where(cell => cell.Lambda.IsDistinguishable), cell => Assert.True(cell.Lambda.Median < 0));
    }

    [Fact]
    public void Should_count_a_time_that_only_one_of_both_reaches_as_longer_than_any()
    {
        var comparison = CampaignComparison.Of(Campaign(), Campaign(time: rate => rate > 5 ? null : 30));
        var lost = comparison.Cells.Single(cell => cell.A.LearningRate == 8).Times.Single();
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity, true), (lost.B, lost.Median, lost.IsDistinguishable));
        var never = CampaignComparison.Of(Campaign(time: _ => null), Campaign(time: _ => null)).Cells[0].Times.Single();
        Assert.Equal((0, double.NaN, false), (never.Pairs, never.Median, never.IsDistinguishable));
    }

    [Fact]
    public void Should_test_chaotic_seeds_by_those_that_differ()
    {
        // Exact values of the binomial with p = ½: 2 · 2⁻⁶, 2 · (1 + 9)/2⁹, 1.
        Assert.Equal(0.03125, Difference(6, 0).P, 12);
        Assert.Equal(0.0390625, Difference(1, 8).P, 12);
        Assert.Equal(1, Difference(3, 3).P, 12);
        Assert.Equal(1, Difference(0, 0).P, 12);

        static ChaosDifference Difference(int onlyA, int onlyB) => new(default, default, onlyA, onlyB);
    }

    [Fact]
    public void Should_let_cells_meet_across_what_is_no_axis_and_items_only_where_nothing_differs()
    {
        var comparison = CampaignComparison.Of(Campaign(), Campaign(change: spec => spec with { Momenta = [0.9], LearningRates = [1, 2, 7] }));
        Assert.Equal((2, 10, 1), (comparison.Cells.Count, comparison.OnlyA, comparison.OnlyB));
        Assert.Equal(0, comparison.Items.Shared);
        var axis = CampaignComparison.Of(Campaign(), Campaign(change: spec => spec with { Momenta = [0.5, 0.9] }));
        Assert.Empty(axis.Cells);
    }

    [Fact]
    public void Should_name_items_of_the_same_content_with_other_bits()
    {
        var (a, b) = (Campaign(), Campaign(change: spec => spec with { FirstSeed = 1, Seeds = Seeds - 1 }));
        var items = b.Items.ToDictionary();
        items[5] = items[5] with { Digest = "other" };
        items[6] = items[6] with { NumericsVersion = 2 };
        var comparison = CampaignComparison.Of(a, b with { Items = items }).Items;
        Assert.Equal(((Seeds - 1) * 12L, (Seeds - 1) * 12L - 2, 1L), (comparison.Shared, comparison.Identical, comparison.OtherNumerics));
        Assert.Equal([(17L, 5L)], comparison.Different);
    }

    private static ComparedCampaign Campaign(double onset = 1, Func<double, int?>? time = null, Func<CampaignSpec, CampaignSpec>? change = null)
    {
        var campaign = SyntheticVerdicts.Campaigns(Seeds, [0.8]);
        campaign = change?.Invoke(campaign) ?? campaign;
        PairGroupSeries Run(double rate, int place) =>
            SyntheticVerdicts.Run(rate, onset * SyntheticVerdicts.Onset(campaign.FirstSeed + place), time is null ? SyntheticVerdicts.Time(rate, 8) : time(rate));
        var all = SyntheticVerdicts.Items(campaign, Run);
        return new ComparedCampaign(
            CampaignAnalyser.Analyse(campaign, Estimator.Tangent, all), TaskContents.Of(campaign.Tasks.Select(_ => "content")),
            all.ToDictionary(item => item.Item1, item => new ComparedItem(Exponent.Estimate(Estimator.Tangent, item.Item2)!.Lambda, item.Item2.Digest(), 1)));
    }
}
