using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>Makes the verdict of one curve from its items.</summary>
/// <param name="campaign">The campaign.</param>
/// <param name="secondsPerItem">What an item takes on average where this is asked, all cores at work; NaN where nobody knows.</param>
internal sealed class CurveJudge(CampaignSpec campaign, double secondsPerItem = double.NaN)
{
    // An interval shrinks with the square root of the seeds.
    private const int SeedsToHalve = 4;

    private readonly VerdictCriterion _criterion = campaign.Verdict;

    /// <summary>The verdict.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="items">Its items.</param>
    /// <param name="flow">p of each seed that has an item.</param>
    public CurveVerdict Judge(Curve curve, IEnumerable<JudgedItem> items, IReadOnlyCollection<double> flow)
    {
        JudgedItem[] all = [.. items.OrderBy(item => item.Eta).ThenBy(item => item.Seed)];
        var rates = all.GroupBy(item => item.Eta).Select(Rate).ToArray();
        var bySeed = all.GroupBy(item => item.Seed).OrderBy(seed => seed.Key).Select(seed => seed.ToArray()).ToArray();
        var seeds = bySeed.Select(Seed).ToArray();
        var onset = LogisticOnset.Fit(seeds.Select(seed => seed.Onset), campaign.LearningRates);
        var thresholds = campaign.Thresholds.Select((_, a) => Threshold(a, rates, bySeed, seeds)).ToArray();
        var adjusted = Statistics.Holm([.. thresholds.Select(threshold => threshold.P)]);
        for (var a = 0; a < thresholds.Length; a++)
        {
            thresholds[a] = thresholds[a] with { AdjustedP = adjusted[a] };
            thresholds[a] = thresholds[a] with { Relation = RelationOf(thresholds[a]) };
        }
        var source = all.Where(item => item.Transient.Source != GrowthSource.None).Select(item => item.Transient.Source).FirstOrDefault();
        var verdict = new CurveVerdict(
            curve, source, Median.Of(flow), all, rates, seeds, onset, Sensitivities(bySeed), thresholds,
            _criterion.PrimaryOf(campaign.Thresholds), Settles(onset, seeds));
        return verdict with { Sentences = [.. new VerdictSentence(campaign, verdict).All()] };
    }

    private RateVerdict Rate(IGrouping<double, JudgedItem> items)
    {
        ItemTransient[] telling = [.. items.Select(item => item.Transient).Where(item => item.Tells)];
        return new RateVerdict(
            items.Key,
            new Proportion(telling.Count(item => item.Transient.Amplification >= _criterion.Amplification), telling.Length),
            items.Count(item => item.Transient.IsDivergent),
            Median.Of(telling.Select(item => item.Transient.Amplification)),
            Median.Of(telling.Select(item => item.Rate / items.Key)),
            Median.Of(items.Select(item => item.Transient.Sharpness).Where(double.IsFinite)));
    }

    private SeedVerdict Seed(JudgedItem[] items) => new(
        items[0].Seed,
        Onset(items, item => item.Transient.Amplification, _criterion.Amplification),
        [.. campaign.Thresholds.Select((_, a) => FastestOf(items, a)?.Eta ?? double.NaN)]);

    private static SeedOnset Onset(IEnumerable<JudgedItem> items, Func<ItemTransient, double> amplification, double criterion)
    {
        JudgedItem[] telling = [.. items.Where(item => item.Transient.Tells)];
        return SeedOnset.Of([.. telling.Select(item => item.Eta)], [.. telling.Select(item => amplification(item.Transient))], criterion);
    }

    private static JudgedItem? FastestOf(IEnumerable<JudgedItem> items, int a) =>
        items.Where(item => item.Transient.TrainingTimes[a] is not null).Select(item => (JudgedItem?)item).MinBy(item => item!.Value.Transient.TrainingTimes[a]);

    private Sensitivity[] Sensitivities(JudgedItem[][] seeds)
    {
        var kappas = ItemTransient.Kappas;
        return
        [
            .. Enumerable.Range(0, kappas.Count).Select(k => Under(kappas[k], _criterion.Decades, item => item.Amplifications[k])),
            .. new[] { 0.5, 2 }.Select(decades => Under(_criterion.Kappa, decades, item => item.Transient.Amplification)),
        ];

        Sensitivity Under(double kappa, double decades, Func<ItemTransient, double> amplification)
        {
            var limit = (_criterion with { Decades = decades }).Amplification;
            return new Sensitivity(kappa, decades, LogisticOnset.Fit(seeds.Select(items => Onset(items, amplification, limit)), campaign.LearningRates));
        }
    }

    private ThresholdVerdict Threshold(int a, RateVerdict[] rates, JudgedItem[][] bySeed, SeedVerdict[] seeds)
    {
        var medians = rates.Select(rate => (rate.Eta, Median: 0.0)).ToArray();
        var times = bySeed.SelectMany(items => items).ToLookup(item => item.Eta, item => (double?)item.Transient.TrainingTimes[a] ?? double.PositiveInfinity);
        for (var i = 0; i < medians.Length; i++) medians[i].Median = Median.Of(times[medians[i].Eta]);
        var least = medians.Where(cell => double.IsFinite(cell.Median)).Select(cell => ((double Eta, double Median)?)cell).MinBy(cell => cell!.Value.Median);

        JudgedItem[] fastest = [.. bySeed.Select(items => FastestOf(items, a)).OfType<JudgedItem>()];
        double[] logs = [.. fastest.Select(item => Math.Log(item.Eta))];
        var interval = Median.IntervalOf(logs);
        double[] ratios = [.. seeds.Select(seed => LogRatio(seed, a)).Where(ratio => !double.IsNaN(ratio))];
        double[] gains = [.. bySeed.Select(items => StepGain(items, a, least?.Eta)).Where(gain => !double.IsNaN(gain))];
        JudgedItem[] chaotic = [.. fastest.Where(item => item.Transient.Tells && item.Transient.Transient.Amplification >= _criterion.Amplification)];
        return new ThresholdVerdict(
            campaign.Thresholds[a],
            new Proportion(fastest.Length, bySeed.Length),
            Math.Exp(Median.Of(logs)),
            new Interval(Math.Exp(interval.Low), Math.Exp(interval.High)),
            least?.Eta,
            least?.Median ?? double.PositiveInfinity,
            Median.Of(ratios),
            Median.IntervalOf(ratios),
            Statistics.SignedRank(ratios),
            double.NaN,
            new Proportion(seeds.Count(seed => !double.IsNaN(LogRatio(seed, a)) && (seed.Fastest[a] == seed.Onset.Low || seed.Fastest[a] == seed.Onset.High)), ratios.Length),
            Median.Of(seeds.Where(seed => seed.Onset.IsBracketed).Select(seed => Math.Log(seed.Onset.High / seed.Onset.Low))),
            Relation.Open,
            [.. medians.Select(cell => cell.Median * cell.Eta)],
            Median.Of(gains),
            Median.IntervalOf(gains),
            new Proportion(
                chaotic.Count(item => item.Transient.Transient.Start < item.Transient.TrainingTimes[a]), fastest.Count(item => item.Transient.Tells)),
            Median.Of(fastest.Select(item => item.Transient.GrowthBefore[a]).Where(double.IsFinite)),
            Median.Of(chaotic.Select(item => (double)item.Transient.Transient.Start)));
    }

    // Beyond the grid an onset is only known to be larger, or smaller: as far as ranks go, by however much. Where both lie at one end of
    // the grid, nothing can be said.
    private static double LogRatio(SeedVerdict seed, int a)
    {
        var (fastest, onset) = (seed.Fastest[a], seed.Onset);
        if (double.IsNaN(fastest) || double.IsNaN(onset.Eta)) return double.NaN;
        if (double.IsPositiveInfinity(onset.Eta)) return fastest < onset.Low ? double.NegativeInfinity : double.NaN;
        if (onset.Eta == 0) return fastest > onset.High ? double.PositiveInfinity : double.NaN;
        return Math.Log(fastest / onset.Eta);
    }

    // Against the plateau of the seed itself: the median of τ·η over the smallest third of those η, below the one in question, that get there.
    private static double StepGain(JudgedItem[] items, int a, double? fastest)
    {
        if (fastest is not { } eta || items.FirstOrDefault(item => item.Eta == eta) is not { Transient: { } there } || there.TrainingTimes[a] is not { } time) return double.NaN;
        double[] reached = [.. items.Where(item => item.Transient.TrainingTimes[a] is not null).Select(item => item.Eta)];
        var small = reached.Take(Math.Max(1, reached.Length / 3)).Where(rate => rate < eta).ToHashSet();
        if (small.Count == 0) return double.NaN;
        var plateau = Median.Of(items.Where(item => small.Contains(item.Eta)).Select(item => item.Transient.TrainingTimes[a]!.Value * item.Eta));
        return time > 0 && plateau > 0 ? Math.Log(time * eta / plateau) : double.NaN;
    }

    private static Relation RelationOf(ThresholdVerdict threshold)
    {
        if (threshold.Reached.Count == 0) return Relation.NeverReached;
        if (double.IsNaN(threshold.LogRatio)) return Relation.NoOnset;
        if (double.IsNaN(threshold.P)) return Relation.TooFewSeeds;
        var (low, high) = (threshold.LogRatioInterval.Low, threshold.LogRatioInterval.High);
        if (low >= -threshold.Resolution && high <= threshold.Resolution) return Relation.At;
        if (!(threshold.AdjustedP < 0.05)) return Relation.Open;
        return threshold.LogRatio < 0 && high < 0 ? Relation.Below : threshold.LogRatio > 0 && low > 0 ? Relation.Above : Relation.Open;
    }

    private Settlement[] Settles(LogisticOnset onset, SeedVerdict[] seeds)
    {
        if (seeds.Length == 0) return [];
        var rates = campaign.LearningRates;
        List<Settlement> ways = [];
        var more = seeds.Length < Statistics.FewestSeeds ? 2 * Statistics.FewestSeeds - seeds.Length : (SeedsToHalve - 1) * seeds.Length;
        // A grid as coarse as the interval is not made finer by seeds, nor a fine one by more points.
        var steps = Enumerable.Range(0, rates.Count - 1)
            .Where(i => rates[i] < onset.High && rates[i + 1] > onset.Low).ToArray();
        double[] between = [.. steps.Select(i => Math.Sqrt(rates[i] * rates[i + 1])).Select(Rounded)];
        if (double.IsPositiveInfinity(onset.Eta) && rates.Count > 1) between = [Rounded(rates[^1] * (rates[^1] / rates[^2]))];
        if (onset.Eta == 0 && rates.Count > 1) between = [Rounded(rates[0] * (rates[0] / rates[1]))];
        if (between.Length is > 0 and <= 3) ways.Add(Way(0, between, (long)between.Length * seeds.Length));
        if (!double.IsInfinity(onset.Eta) && onset.Eta != 0 && between.Length is 0 or > 1) ways.Add(Way(more, [], (long)more * rates.Count));
        return [.. ways.OrderBy(way => way.Items)];

        Settlement Way(int add, double[] etas, long items) => new(
            add, etas, items, (double)items * campaign.Grid.ReplicaEpochsOfItem, items * secondsPerItem);
        static double Rounded(double eta) => Numbers.Rounded(eta, 3);
    }
}
