using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Analysis.Tests.Cells;

public sealed class VerdictTests
{
    private static readonly double[] _rates = [0.1, 1, 5, 10, 20];

    /// <summary>One verdict from λ and τ by η, with a little scatter of Λ over the seeds.</summary>
    private static Verdict Of(double[] lambdas, int?[] times, int seeds = 10) =>
        Assert.Single(Campaigns.Of(_rates, seeds).Analyse((rate, seed) =>
        {
            var index = Array.IndexOf(_rates, rate);
            return Campaigns.Item(lambdas[index] + 0.001 * (seed % 3), times[index]);
        }).Verdicts);

    [Fact]
    public void Should_say_that_learning_is_fastest_at_the_onset()
    {
        var verdict = Of([0, 0.001, 0.3, 0.8, 0.9], [90, 40, 12, 20, null]);

        Assert.Equal((5.0, 5.0, 1.0), (verdict.Onset!.Value, verdict.Fastest!.Value, verdict.ChaoticProbability));
        Assert.Equal(
            "Accuracy 0.8 is reached fastest at η = 5 (median τ = 12 epochs), inside the chaotic region "
            + "(λ = 0.3009 [0.3004, 0.3014] per epoch), exactly at the onset (the next smaller η measured is 1); "
            + "in 100 % of the bootstrap resamples of 10 seeds the fastest η is chaotic.",
            verdict.Sentence);
    }

    // An interval over the few seeds a filter keeps looks surer than it is.
    [Fact]
    public void Should_say_what_share_of_the_seeds_a_filter_keeps()
    {
        var campaign = Campaigns.Of(_rates, 10);
        var analysis = CampaignAnalyser.Analyse(campaign, Estimator.Danovski, campaign.Items(
            (rate, seed) => Campaigns.Item(rate == 5 && seed < 2 ? 0.1 : 0.01, rate == 5 ? 10 : 50)));
        Assert.Contains("per epoch, kept in 20 % of the seeds)", analysis.Verdicts[0].Sentence);
    }

    [Fact]
    public void Should_say_how_far_above_the_onset()
    {
        var verdict = Of([0, 0.001, 0.3, 0.8, 0.9], [90, 40, 30, 20, null]);
        Assert.Equal((5.0, 10.0), (verdict.Onset!.Value, verdict.Fastest!.Value));
        Assert.Contains("inside the chaotic region", verdict.Sentence);
        Assert.Contains("a factor 2 above the onset at η = 5", verdict.Sentence);
    }

    [Fact]
    public void Should_say_how_far_below_the_onset()
    {
        var verdict = Of([0, 0.001, 0.3, 0.8, 0.9], [90, 10, 30, 20, null]);
        Assert.Equal((5.0, 1.0, 0.0), (verdict.Onset!.Value, verdict.Fastest!.Value, verdict.ChaoticProbability));
        Assert.Contains("outside the chaotic region", verdict.Sentence);
        Assert.Contains("a factor 5 below the onset at η = 5", verdict.Sentence);
        Assert.Contains("in 0 % of", verdict.Sentence);
    }

    // One chaotic seed in four: neither inside nor outside.
    [Fact]
    public void Should_leave_open_what_the_seeds_leave_open()
    {
        var campaign = Campaigns.Of(_rates, 4);
        var verdict = CampaignAnalyser.Analyse(campaign, Estimator.Growth, campaign.Items((rate, seed) =>
            Campaigns.Item(rate < 5 || (rate == 5 && seed > 0) ? 0 : 0.5, rate == 5 ? 10 : 50))).Verdicts[0];
        Assert.Equal((10.0, 5.0), (verdict.Onset!.Value, verdict.Fastest!.Value));
        Assert.Contains("where these seeds leave open whether λ is positive", verdict.Sentence);
        Assert.Contains("a factor 2 below the onset at η = 10", verdict.Sentence);
    }

    // Λ = 0.002 in every seed is significant and is no chaos: it is 0.2 e-folds in 100 epochs.
    [Fact]
    public void Should_not_take_creep_for_chaos()
    {
        var verdict = Of([0.002, 0.002, 0.002, 0.002, 0.002], [90, 40, 12, 20, null]);
        Assert.Null(verdict.Onset);
        Assert.Equal((5.0, 0.0), (verdict.Fastest!.Value, verdict.ChaoticProbability));
        Assert.Contains("no η has λ above 0.01 per epoch beyond doubt", verdict.Sentence);
    }

    [Fact]
    public void Should_say_that_positive_exponents_that_do_not_last_are_no_onset()
    {
        var verdict = Of([0, 0.2, 0.3, 0.8, -0.1], [90, 40, 12, 20, null]);
        Assert.Null(verdict.Onset);
        Assert.Contains("where λ is positive", verdict.Sentence);
        Assert.Contains("λ is positive at η = 1, 5, 10 but not from there on", verdict.Sentence);
    }

    [Fact]
    public void Should_say_that_the_onset_may_lie_below_the_grid()
    {
        var verdict = Of([0.2, 0.3, 0.4, 0.5, 0.6], [9, 40, 30, 20, null]);
        Assert.Equal(0.1, verdict.Onset);
        Assert.Contains("the smallest η measured, so it may set in earlier", verdict.Sentence);
    }

    // At η = 20 the runs are fast, and then gone.
    [Theory]
    [InlineData(10, null, "Accuracy 0.8 is reached fastest at η = 10 (median τ = 20 epochs)")]
    [InlineData(5, 20.0, "so no η is fastest")]
    public void Should_never_call_a_divergent_rate_the_fastest(int seeds, double? only, string sentence)
    {
        var campaign = Campaigns.Of(_rates, seeds);
        var verdict = campaign.Analyse((rate, seed) => rate == 20
            ? Campaigns.Item(0.9, 2, divergedAt: seed % 2 == 0 ? 5 : null)
            : Campaigns.Item(0.01 * rate, only is null ? 200 / (int)Math.Max(1, rate) : null)).Verdicts[0];
        Assert.NotEqual(20, verdict.Fastest);
        Assert.Contains(sentence, verdict.Sentence);
        Assert.Contains("η = 20", verdict.Sentence);
        Assert.Contains("diverge", verdict.Sentence);
    }

    [Fact]
    public void Should_not_take_the_accuracy_of_NaN_for_learning()
    {
        var verdict = Campaigns.Of([1e100], 3).Analyse((_, _) => Campaigns.Item(0.9, 1, divergedAt: 1)).Verdicts[0];
        Assert.Null(verdict.Fastest);
        Assert.Equal(
            "No η reaches accuracy 0.8 in more than half of its seeds, so none is fastest; no λ can be read from the "
            + "distances, so nothing can be said of an onset.",
            verdict.Sentence);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Should_be_readable_whatever_the_numbers(int seeds)
    {
        var verdicts = Campaigns.Of([1e-300, 1e300, 1.7e308], seeds).Analyse(
            (rate, _) => Campaigns.Item(0, rate > 1 ? 0 : 3) with { Distance = [new double[101], new double[101]] }).Verdicts;
        Assert.All(verdicts, verdict =>
        {
            Assert.Contains("η = 1e300 ", verdict.Sentence);
            Assert.DoesNotContain("NaN", verdict.Sentence);
            Assert.DoesNotContain("Infinity", verdict.Sentence);
            Assert.DoesNotContain("–", verdict.Sentence);
        });
    }

    [Fact]
    public void Should_say_that_nothing_reaches_the_threshold()
    {
        var verdict = Of([0, 0, 0.3, 0.8, 0.9], [null, null, null, null, null]);
        Assert.Equal((5.0, null), (verdict.Onset, verdict.Fastest));
        Assert.True(double.IsNaN(verdict.ChaoticProbability));
        Assert.Equal(
            "No η reaches accuracy 0.8 in more than half of its seeds, so none is fastest; "
            + "chaos sets in at η = 5 (the next smaller η measured is 1).",
            verdict.Sentence);
    }

    [Fact]
    public void Should_conclude_nothing_from_one_seed()
    {
        var verdict = Of([0, 0, 0.3, 0.8, 0.9], [90, 40, 12, 20, null], seeds: 1);
        Assert.Null(verdict.Onset);
        Assert.Equal(5, verdict.Fastest);
        Assert.True(double.IsNaN(verdict.ChaoticProbability));
        Assert.Equal(
            "With one seed, accuracy 0.8 is reached fastest at η = 5 (τ = 12 epochs), where λ = 0.3 per epoch; whether "
            + "that is chaos, and where chaos sets in, takes a second seed to say.",
            verdict.Sentence);
    }

    [Fact]
    public void Should_have_nothing_to_say_before_the_first_item()
    {
        var verdict = Assert.Single(CampaignAnalyser.Analyse(Campaigns.Of(_rates, 5), Estimator.Growth, []).Verdicts);
        Assert.Equal("No work item has finished, so there is nothing to say yet.", verdict.Sentence);
    }

    // λ and τ are resampled with the same seeds: where, at η = 5, every second seed is fast and chaotic and the others
    // slow and contracting, the fastest η is chaotic in exactly those draws in which the fast ones have the majority.
    [Fact]
    public void Should_resample_seeds_of_all_rates_together()
    {
        var campaign = Campaigns.Of([1, 5], 11);
        var verdict = Assert.Single(campaign.Analyse((rate, seed) =>
            rate == 1 ? Campaigns.Item(0, 20) : seed % 2 == 0 ? Campaigns.Item(0.5, 5) : Campaigns.Item(-0.5, 50)).Verdicts);

        // P(at least 6 of 11 draws among 6 of 11 seeds), binomial.
        var expected = 1 - MathNet.Numerics.Distributions.Binomial.CDF(6 / 11.0, 11, 5);
        Assert.Equal(expected, verdict.ChaoticProbability, 0.03);
    }

    [Fact]
    public void Should_judge_every_architecture_coefficient_and_threshold()
    {
        var campaign = Campaigns.Of([1, 5], 2, 0.4, 0.8) with
        {
            Architectures =
            [
                new Architecture([4], Activation.Tanh, Initialisation.Normal),
                new Architecture([8], Activation.Relu, Initialisation.He),
            ],
            L2 = [0, 0.01],
        };
        var analysis = campaign.Analyse((rate, _) => Campaigns.Item(0.1 * rate, 5));

        Assert.Equal(8, analysis.Cells.Count);
        Assert.Equal(Enumerable.Range(0, 8), analysis.Cells.Select(cell => cell.Cell.Index));
        Assert.Equal(
            [
                ("4-tanh-normal", 0, 0.4), ("4-tanh-normal", 0, 0.8), ("4-tanh-normal", 0.01, 0.4), ("4-tanh-normal", 0.01, 0.8),
                ("8-relu-he", 0, 0.4), ("8-relu-he", 0, 0.8), ("8-relu-he", 0.01, 0.4), ("8-relu-he", 0.01, 0.8),
            ],
            analysis.Verdicts.Select(verdict => (verdict.Curve.Architecture.Name, verdict.Curve.L2, verdict.Threshold)));
    }
}
