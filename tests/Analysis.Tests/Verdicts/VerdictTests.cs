using System.Text.Json;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;
using static Chaos.Actors.Analysis.Tests.Verdicts.SyntheticVerdicts;

namespace Chaos.Actors.Analysis.Tests.Verdicts;

/// <summary>Campaigns whose answer is known get the sentence that says it.</summary>
public sealed class VerdictTests
{
    [Fact]
    public void Should_find_the_onset_of_a_campaign_and_of_its_seeds()
    {
        var verdict = Judge(20, (rate, seed) => Run(rate, Onset(seed), Time(rate, 3)));

        Assert.InRange(verdict.Onset.Eta, 2.9, 3.5);
        Assert.InRange(verdict.Onset.Low, 2.5, 3.2);
        Assert.InRange(verdict.Onset.High, 3.2, 4);
        Assert.Equal(Flow, verdict.Flow, 1e-9);
        Assert.Equal(GrowthSource.Tangents, verdict.Source);
        Assert.All(verdict.Seeds, seed => Assert.InRange(seed.Onset.Eta / Onset(seed.Seed), 0.93, 1.07));
        Assert.Equal(20, verdict.Rates.Single(rate => rate.Eta == 5).Chaotic.Count);
        Assert.Equal(0, verdict.Rates.Single(rate => rate.Eta == 2.5).Chaotic.Count);
        Assert.StartsWith($"Chaos sets in at η_c = ", verdict.Sentences[0], StringComparison.Ordinal);
        Assert.EndsWith("nearby trajectories part by a decade more than gradient flow parts them in half or more of 20 seeds.", verdict.Sentences[0], StringComparison.Ordinal);
        Assert.Equal(3, verdict.Sentences.Count);
    }

    /// <summary>Iris, 40 seeds: 37 are chaotic at η = 1, 27 at 30; η_c, where seeds are so for good, was said without a word on that.</summary>
    [Theory]
    [InlineData(3, "Chaos sets in at η_c = ")]
    [InlineData(20, "No onset of chaos up to η = 10: ")]
    public void Should_say_that_chaos_comes_and_goes_before_it_stays(int quietAgain, string beginning)
    {
        var sentence = Judge(20, (rate, seed) => Run(rate is 8 or 10 && seed < quietAgain * (rate == 8 ? 5 : 1) ? 0.1 : rate, 3.2, Time(rate, 3))).Sentences[0];

        Assert.StartsWith(beginning, sentence, StringComparison.Ordinal);
        Assert.EndsWith("; but already at η = 4 they do so in 20 of 20 seeds, of which some fall quiet again at larger η.", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0, Relation.Below, "below each seed's own onset", "(Wilcoxon p < 0.001)")]
    [InlineData(3.0, Relation.At, "which this grid cannot tell from each seed's own onset", "step there is a factor 1.")]
    [InlineData(8.0, Relation.Above, "above each seed's own onset", "(Wilcoxon p < 0.001)")]
    public void Should_say_where_learning_is_fastest(double fastest, Relation relation, string says, string and)
    {
        var verdict = Judge(20, (rate, seed) => Run(rate, Onset(seed), Time(rate, fastest)));
        var threshold = verdict.Thresholds.Single();

        Assert.Equal((relation, fastest, fastest), (threshold.Relation, Math.Round(threshold.Fastest, 9), threshold.FastestCell));
        Assert.Contains($"Accuracy 0.8 is reached fastest at η = {fastest:0} [{fastest:0}, {fastest:0}]", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains(says, verdict.Sentences[1], StringComparison.Ordinal);
        Assert.Contains(and, verdict.Sentences[1], StringComparison.Ordinal);
    }

    /// <summary>τ·η is constant up to the fastest η: the step explains all of it, wherever chaos sets in.</summary>
    [Fact]
    public void Should_say_that_the_step_explains_the_gain()
    {
        var verdict = Judge(20, (rate, seed) => Run(rate, Onset(seed), Time(rate, 5) + seed % 2));
        Assert.InRange(verdict.Thresholds[0].StepGain, -0.1, 0.1);
        Assert.Contains("the larger step alone can explain the gain", verdict.Sentences[2], StringComparison.Ordinal);
        Assert.Contains("growth begins before that accuracy is reached in 20 of 20 seeds", verdict.Sentences[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Should_say_that_more_than_the_step_is_at_work()
    {
        var verdict = Judge(20, (rate, seed) => Run(rate, Onset(seed), rate == 5 ? 10 + seed % 3 : Time(rate, 4)));
        Assert.Equal(Math.Log(55 / 120.0), verdict.Thresholds[0].StepGain, 0.03);
        Assert.Contains("more is gained than the larger step gives", verdict.Sentences[2], StringComparison.Ordinal);
    }

    /// <summary>As on Iris at η = 0.316: trained long before anything grows.</summary>
    [Fact]
    public void Should_say_that_growth_came_too_late()
    {
        var verdict = Judge(20, (rate, seed) => Run(rate, Onset(seed), Time(rate, 8), burst: 100));
        Assert.Equal((0, 20), (verdict.Thresholds[0].GrowthBeforeReached.Count, verdict.Thresholds[0].GrowthBeforeReached.Of));
        Assert.Contains("in 0 of 20 seeds [0 %, 12 %], so in most of them chaos cannot be what makes learning fast", verdict.Sentences[2], StringComparison.Ordinal);
        Assert.Equal(100, verdict.Thresholds[0].GrowthStart);
        Assert.Equal(15 * 8 * Flow, verdict.Thresholds[0].AmplificationBefore, 1e-9);
    }

    [Fact]
    public void Should_say_that_there_is_no_chaos()
    {
        var verdict = Judge(20, (rate, _) => Run(rate, double.PositiveInfinity, Time(rate, 4)));
        Assert.Equal((double.PositiveInfinity, 10.0), (verdict.Onset.Eta, verdict.Onset.Low));
        Assert.Null(verdict.OnsetOnGrid);
        Assert.StartsWith("No onset of chaos up to η = 10: there nearby trajectories part by a decade more than gradient flow parts them in 0 of 20 seeds.", verdict.Sentence, StringComparison.Ordinal);
        Assert.Equal(Relation.Below, verdict.Thresholds[0].Relation);
        Assert.Contains("below each seed's own onset, which lies beyond the grid", verdict.Sentences[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Should_say_that_nothing_is_learnt()
    {
        var verdict = Judge(20, (rate, seed) => Run(rate, Onset(seed), null));
        Assert.Equal(Relation.NeverReached, verdict.Thresholds[0].Relation);
        Assert.Equal(2, verdict.Sentences.Count);
        Assert.Equal("No seed reaches accuracy 0.8 within 200 epochs in a run that does not diverge, so no η is fastest.", verdict.Sentences[1]);
        Assert.InRange(verdict.Onset.Eta, 2.9, 3.5);
    }

    /// <summary>Full MNIST at η = 5: Λ = .124, .042, .039, .009, .005, .003. The mean is that of one seed; five of six are not chaotic there.</summary>
    [Fact]
    public void Should_not_let_one_seed_carry_the_mean()
    {
        double[] own = [3, 9, 9, 9, 9, 9];
        var verdict = Judge(6, (rate, seed) => Run(rate, own[seed], Time(rate, 5)));
        var at = verdict.Rates.Single(rate => rate.Eta == 5);
        Assert.Equal((1, 6), (at.Chaotic.Count, at.Chaotic.Of));
        Assert.InRange(verdict.Onset.Eta, 8, 10);
        Assert.True(verdict.Thresholds[0].Relation is Relation.Open or Relation.Below, $"{verdict.Thresholds[0].Relation}");
        Assert.DoesNotContain("above each", verdict.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Should_settle_nothing_below_five_seeds(int seeds)
    {
        var verdict = Judge(seeds, (rate, seed) => Run(rate, Onset(seed), Time(rate, 8)));
        Assert.StartsWith($"With {Numbers.Count(seeds, "seed")} nothing is settled: chaos, where", verdict.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(" p ", verdict.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("[", verdict.Sentence, StringComparison.Ordinal);
        Assert.True(double.IsNaN(verdict.Thresholds[0].P) && double.IsNaN(verdict.Onset.Low));
        Assert.Equal(Relation.TooFewSeeds, verdict.Thresholds[0].Relation);
    }

    [Fact]
    public void Should_have_nothing_to_say_before_the_first_item()
    {
        var campaign = SyntheticVerdicts.Campaigns(5, [0.8]);
        Assert.Equal("No work item has finished, so there is nothing to say yet.", CampaignAnalyser.Analyse(campaign, Estimator.Tangent, []).Verdicts.Single().Sentence);
    }

    /// <summary>A run that diverges trained nothing, however fast it was before, and its transient is cut off.</summary>
    [Fact]
    public void Should_not_count_what_diverges()
    {
        var verdict = Judge(8, (rate, seed) => Run(rate, Onset(seed), rate == 10 ? 1 : Time(rate, 4), rate == 10 ? 8 : null));
        Assert.Equal((4.0, 8, 0), (verdict.Thresholds[0].FastestCell, verdict.Rates[^1].Divergent, verdict.Rates[^1].Chaotic.Of));
        Assert.All(verdict.Seeds, seed => Assert.True(seed.Onset.IsBracketed));
        var none = Judge(8, (rate, _) => Run(rate, 1, 1, 1));
        Assert.StartsWith("Every run diverges", none.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_read_distances_where_there_are_no_tangents_and_say_so()
    {
        var campaign = Cells.Campaigns.Of(Rates, 8, 0.8);
        var verdict = CampaignAnalyser.Analyse(
            campaign, Estimator.Growth, SyntheticVerdicts.Items(campaign, (rate, seed) => Cells.Campaigns.Item(rate > Onset(seed) ? 0.3 : 1e-5 * rate, Time(rate, 5)))).Verdicts.Single();
        Assert.Equal(GrowthSource.Distances, verdict.Source);
        Assert.InRange(verdict.Onset.Eta, 2.5, 4);
        Assert.Contains(", as far as distances show it.", verdict.Sentences[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Should_say_what_nothing_tells()
    {
        var campaign = Cells.Campaigns.Of(Rates, 8, 0.8);
        var verdict = CampaignAnalyser.Analyse(campaign, Estimator.Growth, SyntheticVerdicts.Items(
            campaign, (rate, _) => Cells.Campaigns.Item(0, 5) with { Distance = [new double[101], new double[101]] })).Verdicts.Single();
        Assert.StartsWith("Nothing tells nearby trajectories apart here", verdict.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", verdict.Sentence, StringComparison.Ordinal);
    }

    /// <summary>The onset moves little with the criterion, in the direction it must, and every criterion is shown.</summary>
    [Fact]
    public void Should_show_other_criteria()
    {
        var verdict = Judge(20, (rate, seed) => Run(rate, Onset(seed), Time(rate, 3)));
        Assert.Equal([(2.0, 1.0), (5, 1), (3, 0.5), (3, 2)], verdict.Sensitivity.Select(other => (other.Kappa, other.Decades)));
        Assert.True(verdict.Sensitivity[2].Onset.Eta <= verdict.Onset.Eta && verdict.Onset.Eta <= verdict.Sensitivity[3].Onset.Eta);
        Assert.InRange(verdict.Sensitivity[3].Onset.Eta / verdict.Onset.Eta, 1.1, 1.4); // A ∝ η³: 2^(1/3) = 1.26
    }

    [Fact]
    public void Should_adjust_for_the_number_of_thresholds()
    {
        var verdict = Judge(8, (rate, seed) => Run(rate, Onset(seed), Time(rate, 8)), [0.6, 0.7, 0.8, 0.9]);
        Assert.Equal(1, verdict.Primary);
        Assert.All(verdict.Thresholds, threshold => Assert.Equal((2 / 256.0, 8 / 256.0), (Math.Round(threshold.P, 12), Math.Round(threshold.AdjustedP, 12))));
        Assert.Contains("(Wilcoxon p = 0.031 after Holm over 4 thresholds)", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_not_depend_on_the_order_of_items_nor_on_which_are_missing_elsewhere()
    {
        var campaign = SyntheticVerdicts.Campaigns(8, [0.8]);
        var items = SyntheticVerdicts.Items(campaign, (rate, seed) => Run(rate, Onset(seed), Time(rate, 3)));
        var verdict = CampaignAnalyser.Analyse(campaign, Estimator.Tangent, items).Verdicts.Single();
        var shuffled = CampaignAnalyser.Analyse(campaign, Estimator.Danovski, [.. items.OrderBy(item => item.Item1 * 7919 % 97)]).Verdicts.Single();
        Assert.Equal((verdict.Sentence, verdict.Onset), (shuffled.Sentence, shuffled.Onset));

        // A seed without small η takes the others' flow.
        var partial = CampaignAnalyser.Analyse(campaign, Estimator.Tangent, [.. items.Where(item => item.Item1 >= 4)]).Verdicts.Single();
        Assert.Equal(verdict.Onset, partial.Onset);
    }

    [Fact]
    public void Should_say_what_would_settle_it()
    {
        var coarse = Judge(20, (rate, seed) => Run(rate, 3.4, Time(rate, 3)));
        Assert.Contains(coarse.Settles, way => way.Etas.Contains(3.46) && way.Items == 20 * way.Etas.Count);
        var scattered = Judge(8, (rate, seed) => Run(rate, 3.2 * Math.Exp(0.7 * Math.Sin(1 + 2.4 * seed)), Time(rate, 3)));
        var seeds = Assert.Single(scattered.Settles, way => way.Seeds > 0);
        Assert.Equal((24, 24L * Rates.Length, 24.0 * Rates.Length * 2 * Epochs), (seeds.Seeds, seeds.Items, seeds.ReplicaEpochs));
        Assert.StartsWith("What would about halve the interval of η_c: 24 more seeds (115,200 replica-epochs", seeds.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_be_an_object_for_programs()
    {
        var analysis = Analyse(8, (rate, seed) => Run(rate, Onset(seed), Time(rate, 3)), [0.6, 0.8]);
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
        var root = JsonSerializer.SerializeToElement(VerdictJson.Of(analysis), options);

        Assert.Equal("chaos/verdict/1", root.GetProperty("schema").GetString());
        var group = Assert.Single(root.GetProperty("groups").EnumerateArray());
        Assert.Equal((3.0, 1.0, 0.6), (Number(group, "criterion", "kappa"), Number(group, "criterion", "decades"), Number(group, "criterion", "threshold")));
        Assert.Equal(8 * Rates.Length, group.GetProperty("transients").GetArrayLength());
        Assert.Equal(["eta", "seed", "amplification", "start", "end", "lambda"], Names(group.GetProperty("transients")[0]).Take(6));
        Assert.Equal(["eta", "low", "high", "width"], Names(group.GetProperty("onset")));
        Assert.Equal(Rates.Length, group.GetProperty("phi").GetArrayLength());
        Assert.Equal(2, group.GetProperty("seeds")[0].GetProperty("bracket").GetArrayLength());
        var threshold = group.GetProperty("thresholds")[1];
        Assert.Equal((0.8, 3.0), (threshold.GetProperty("a").GetDouble(), Math.Round(Number(threshold, "fastest", "eta"), 9)));
        Assert.True(Number(threshold, "logRatioToOnset", "low") <= Number(threshold, "logRatioToOnset", "median"));
        Assert.Equal(Rates.Length, threshold.GetProperty("tauEta").GetArrayLength());
        Assert.InRange(Number(threshold, "growthBeforeReached", "fraction"), 0, 1);
        Assert.True(group.GetProperty("settles").GetArrayLength() > 0);
        Assert.Equal(analysis.Verdicts[0].Sentence, group.GetProperty("sentence").GetString());

        static double Number(JsonElement element, string part, string field) => element.GetProperty(part).GetProperty(field).GetDouble();
        static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Should_be_readable_whatever_the_numbers(int seeds)
    {
        var campaign = Cells.Campaigns.Of([1e-300, 1e300, 1.7e308], seeds);
        foreach (var lambda in new[] { 0, 0.5, -3, 1e-300 })
        {
            var sentence = CampaignAnalyser.Analyse(campaign, Estimator.Growth, SyntheticVerdicts.Items(
                campaign, (rate, _) => Cells.Campaigns.Item(rate > 1 ? lambda : 0, rate > 1 ? 0 : 3))).Verdicts.Single().Sentence;
            Assert.All(["NaN", "Infinity", "–"], word => Assert.DoesNotContain(word, sentence, StringComparison.Ordinal));
        }
    }
}
