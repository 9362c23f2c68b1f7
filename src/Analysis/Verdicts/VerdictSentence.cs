using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>Puts a verdict into at most three English sentences: the onset, the fastest η as seen from it, and what makes it fast.</summary>
internal sealed class VerdictSentence(CampaignSpec campaign, CurveVerdict verdict)
{
    private int Seeds => verdict.Seeds.Count(seed => !double.IsNaN(seed.Onset.Eta));

    private ThresholdVerdict? Primary => verdict.Primary < 0 ? null : verdict.Thresholds[verdict.Primary];

    /// <summary>The sentences.</summary>
    public IEnumerable<string> All()
    {
        if (verdict.Items.Count == 0) return ["No work item has finished, so there is nothing to say yet."];
        var primary = Primary;
        return ((string?[])[Onset(), primary is null ? null : Fastest(primary), primary is null ? null : Cause(primary)]).OfType<string>();
    }

    private string Onset()
    {
        if (Seeds == 0)
        {
            return verdict.Source == GrowthSource.None
                ? "Nothing tells nearby trajectories apart here (no tangents, no replica at a distance), so nothing can be said of chaos."
                : "Every run diverges, so nothing can be said of an onset of chaos.";
        }
        var what = $"nearby trajectories part by {Numbers.Decades(campaign.Verdict.Decades)} more than gradient flow parts them";
        var blunt = verdict.Source == GrowthSource.Distances ? ", as far as distances show it" : "";
        if (Seeds < Statistics.FewestSeeds) return Few(what + blunt);
        var onset = verdict.Onset;
        var (first, last) = (campaign.LearningRates[0], campaign.LearningRates[^1]);
        var seeds = Numbers.Count(Seeds, "seed");
        if (double.IsPositiveInfinity(onset.Eta))
        {
            var chaotic = verdict.Rates.Where(rate => rate.Chaotic.Of > 0).Select(rate => rate.Chaotic).LastOrDefault();
            return $"No onset of chaos up to η = {Rate(last)}: there {what} in {chaotic.Count} of {chaotic.Of} seeds{blunt}{Interlude()}.";
        }
        if (onset.Eta == 0)
            return $"Already from η = {Rate(first)}, the smallest measured, {what} in half or more of {seeds}{blunt}: the onset of chaos lies below this grid.";
        return $"Chaos sets in at η_c = {Rate(onset.Eta)} {Range(onset.Low, onset.High)}: from there on {what} in half or more of {seeds}{blunt}{Interlude()}.";
    }

    // η_c is where seeds are chaotic from there to the end of the grid. Where more than half of them are so before, some fall quiet again.
    private string Interlude()
    {
        var before = verdict.Rates.Where(rate => rate.Eta < verdict.Onset.Eta && rate.Chaotic.Interval().Low > 0.5).ToArray();
        if (before.Length == 0) return "";
        var most = before.MaxBy(rate => rate.Chaotic.Fraction)!;
        return $"; but already at η = {Rate(most.Eta)} they do so in {most.Chaotic.Count} of {most.Chaotic.Of} seeds, of which some fall quiet again at larger η";
    }

    private string Few(string what)
    {
        SeedOnset[] found = [.. verdict.Seeds.Select(seed => seed.Onset).Where(onset => onset.IsBracketed)];
        var (one, all) = (Seeds == 1, Numbers.Count(Seeds, "seed"));
        var settled = $"With {all} nothing is settled";
        if (found.Length == 0) return $"{settled}: this grid does not hold an onset of chaos, beyond which {what}{(one ? "" : ", in any of them")}.";
        var (low, high) = (found.Min(onset => onset.Low), found.Max(onset => onset.High));
        var share = one ? "" : $" in {found.Length} of them";
        return $"{settled}: chaos, where {what}, sets in between η = {Rate(low)} and {Rate(high)}{share}.";
    }

    private string Fastest(ThresholdVerdict threshold)
    {
        var accuracy = $"{Score} {Numbers.Short(threshold.Accuracy)}";
        if (threshold.Reached.Count == 0)
            return $"No seed reaches {accuracy} within {Numbers.Count(campaign.Epochs)} epochs in a run that does not diverge, so no η is fastest.";
        var (reached, interval) = (threshold.Reached, threshold.FastestInterval);
        var missing = reached.Count < reached.Of ? $" (in the {Numbers.Count(reached.Count)} of {Numbers.Count(reached.Of)} seeds that reach it)" : "";
        var start = $"{char.ToUpperInvariant(accuracy[0])}{accuracy[1..]} is reached fastest at η = {Rate(threshold.Fastest)}{Known(interval, Rate)}{missing}";
        var by = Math.Exp(Math.Abs(threshold.LogRatio));
        var p = $"Wilcoxon p {P(threshold.AdjustedP)}{(verdict.Thresholds.Count > 1 ? $" after Holm over {verdict.Thresholds.Count} thresholds" : "")}";
        var ratio = $"{Ratio(Math.Exp(threshold.LogRatio))} times each seed's own η_c{Known(threshold.LogRatioInterval.Exp(), Ratio)}";
        return threshold.Relation switch
        {
            Relation.NoOnset => start + "; no seed's own onset can be compared with it.",
            Relation.TooFewSeeds => $"{start}, {Times(threshold.LogRatio, by)}, which {(threshold.Within.Of == 1 ? "one seed" : $"{threshold.Within.Of} seeds")} cannot settle.",
            Relation.At => $"{start}, which this grid cannot tell from each seed's own onset ({ratio}; its step there is a factor {Ratio(Math.Exp(threshold.Resolution))}).",
            Relation.Below or Relation.Above => $"{start}, {Times(threshold.LogRatio, by)}{Known(Ordered(threshold), Ratio)} ({p}).",
            _ => $"{start}; these seeds leave open whether that is below, at or above the onset ({ratio}; {p}).",
        };
    }

    // Below the onset the factor is that by which it is smaller.
    private static Interval Ordered(ThresholdVerdict threshold)
    {
        var (low, high) = (threshold.LogRatioInterval.Low, threshold.LogRatioInterval.High);
        return threshold.LogRatio < 0 ? new Interval(Math.Exp(-high), Math.Exp(-low)) : new Interval(Math.Exp(low), Math.Exp(high));
    }

    private static string Times(double logRatio, double by) => double.IsInfinity(by)
        ? $"{(logRatio < 0 ? "below" : "above")} each seed's own onset, which lies beyond the grid"
        : by < 1.005 ? "at each seed's own onset" : $"a factor {Ratio(by)} {(logRatio < 0 ? "below" : "above")} each seed's own onset";

    private string? Cause(ThresholdVerdict threshold)
    {
        if (threshold.Reached.Count == 0) return null;
        var before = threshold.GrowthBeforeReached;
        var growth = before.Of == 0 ? null
            : $"growth begins before that {Score} is reached in {Numbers.Count(before.Count)} of {Numbers.Count(before.Of, "seed")}{Known(before.Interval(), Numbers.Percent)}";
        var step = Step(threshold);
        if (step is null) return growth is null ? null : $"There {growth}{Consequence(threshold)}.";
        return growth is null ? $"{step}." : $"{step}; {growth}{Consequence(threshold)}.";
    }

    // What begins after the accuracy is reached did not bring it about.
    private static string Consequence(ThresholdVerdict threshold)
    {
        var interval = threshold.GrowthBeforeReached.Interval();
        return interval.High < 0.5 ? ", so in most of them chaos cannot be what makes learning fast" : "";
    }

    private static string? Step(ThresholdVerdict threshold)
    {
        if (threshold.FastestCell is not { } eta || double.IsNaN(threshold.StepGain)) return null;
        var (low, high) = (threshold.StepGainInterval.Low, threshold.StepGainInterval.High);
        var gain = $"At η = {Rate(eta)}, fastest in the median, τ·η is {Ratio(Math.Exp(threshold.StepGain))} times that at small η{Known(threshold.StepGainInterval.Exp(), Ratio)}";
        if (double.IsInfinity(low)) return gain + ", too few seeds to say whether the larger step alone explains the gain";
        return high < 0 ? gain + ": more is gained than the larger step gives"
            : low > 0 ? gain + ": less is gained than the larger step would give"
            : gain + ", so that the larger step alone can explain the gain";
    }

    private string Score => verdict.Curve.Task.Score;

    private static string P(double p) => p < 0.001 ? "< 0.001" : "= " + Numbers.Significant(p, 2);

    private static string Range(double low, double high) => $"[{(low == 0 ? "below the grid" : Rate(low))}, {(double.IsInfinity(high) ? "above the grid" : Rate(high))}]";

    private static string Known(Interval interval, Func<double, string> text) =>
        (interval.Low is 0 or double.NegativeInfinity && double.IsPositiveInfinity(interval.High)) || double.IsNegativeInfinity(interval.Low)
            ? "" : $" [{text(interval.Low)}, {text(interval.High)}]";

    private static string Ratio(double value) => Numbers.Rate(value, 2);

    // On the grid as it is; between its points, three digits are more than is known.
    private static string Rate(double eta) => Numbers.Rate(eta, 3);
}
