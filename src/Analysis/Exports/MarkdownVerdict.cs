using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Analysis.Exports;

/// <summary>The numbers behind a verdict's sentences, in <c>report.md</c>.</summary>
internal static class MarkdownVerdict
{
    /// <summary>Writes them.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="group">The group of cells.</param>
    /// <param name="mostRows">Rows of a table that somebody reads.</param>
    public static void Write(TextWriter destination, CellGroup group, int mostRows)
    {
        var verdict = group.Verdict;
        if (verdict.Source == GrowthSource.None) return;
        WriteOnset(destination, group);
        WriteRates(destination, verdict, mostRows);
        if (verdict.Thresholds.Count > 0) WriteThresholds(destination, verdict);
    }

    private static void WriteOnset(TextWriter destination, CellGroup group)
    {
        var verdict = group.Verdict;
        var source = verdict.Source == GrowthSource.Tangents
            ? "the leading tangent vector" : "the distances of replicas, blunter than a tangent by the root of the number of parameters and blind after saturation";
        destination.Write($"Growth is read from {source}; gradient flow has p = {Numbers.Significant(verdict.Flow)} per unit of η·t.\n");
        if (verdict.Source == GrowthSource.Tangents
            && NeutralDirections.Conserved(group.Curve.Architecture, group.Campaign.Loss, group.Curve.L2) is > 0 and var neutral)
        {
            destination.Write($"{Numbers.Count(neutral, "direction")} of this network {(neutral == 1 ? "is" : "are")} neutral whatever it learns, since softmax conserves sums over the classes of last weights and biases: "
                + "over a long run its largest exponent is never negative. Weights of inputs that are always 0 are neutral too.\n");
        }
        destination.Write($"η_c = {Onset(verdict.Onset)}{Width(verdict.Onset.Width)}. Under other criteria: ");
        destination.Write(string.Join("; ", verdict.Sensitivity.Select(other =>
            $"κ = {Numbers.Label(other.Kappa)}, {Numbers.Decades(other.Decades)}: {Onset(other.Onset)}")));
        destination.Write(".\n");
        SeedOnset[] seeds = [.. verdict.Seeds.Select(seed => seed.Onset).Where(onset => !double.IsNaN(onset.Eta))];
        double[] own = [.. seeds.Where(onset => onset.IsBracketed).Select(onset => onset.Eta)];
        if (own.Length > 0)
            destination.Write($"Of {Numbers.Count(seeds.Length, "seed")}, {own.Length} have their own onset on the grid, from {Number(own.Min())} to {Number(own.Max())}, median {Number(Median.Of(own))}.\n");
        foreach (var way in verdict.Settles) destination.Write($"{way.Text()}\n");
        destination.Write("\n");
    }

    private static void WriteRates(TextWriter destination, CurveVerdict verdict, int mostRows)
    {
        var sharp = verdict.Rates.Any(rate => !double.IsNaN(rate.Sharpness));
        destination.Write($"| η | chaotic | φ (95 %) | A, median | λ/η, median |{(sharp ? " largest sharpness·η/2, median |" : "")}\n");
        destination.Write($"|--:|--:|--:|--:|--:|{(sharp ? "--:|" : "")}\n");
        foreach (var rate in verdict.Rates.Take(mostRows))
        {
            destination.Write($"| {Numbers.Rate(rate.Eta)} | {rate.Chaotic.Count} of {rate.Chaotic.Of} | {Numbers.Significant(rate.Chaotic.Fraction, 2)} {Range(rate.Chaotic.Interval())}");
            destination.Write($" | {Numbers.Significant(rate.Amplification)} | {Numbers.Significant(rate.LambdaOverEta)} |{(sharp ? $" {Numbers.Significant(rate.Sharpness)} |" : "")}\n");
        }
        if (verdict.Rates.Count > mostRows) destination.Write($"\nThe first {mostRows} of {Numbers.Count(verdict.Rates.Count)} η; all of them are in verdict.json.\n");
        destination.Write("\n");
    }

    private static void WriteThresholds(TextWriter destination, CurveVerdict verdict)
    {
        destination.Write("| a | seeds that reach it | η* (95 %) | η*/η_c (95 %) | p | within a step | τ·η there / at small η (95 %) | growth first (95 %) | G(τ), median |\n");
        destination.Write("|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var (a, threshold) in verdict.Thresholds.Index())
        {
            var before = threshold.GrowthBeforeReached;
            destination.Write($"| {TrainingTimePanel.Threshold(threshold.Accuracy)}{(a == verdict.Primary ? " (primary)" : "")}");
            destination.Write($" | {threshold.Reached.Count} of {threshold.Reached.Of} | {Number(threshold.Fastest)} {Range(threshold.FastestInterval)}");
            destination.Write($" | {Number(Math.Exp(threshold.LogRatio))} {Range(threshold.LogRatioInterval.Exp())} | {Numbers.Significant(threshold.AdjustedP, 2)}");
            destination.Write($" | {threshold.Within.Count} of {threshold.Within.Of} | {Number(Math.Exp(threshold.StepGain))} {Range(threshold.StepGainInterval.Exp())}");
            destination.Write($" | {before.Count} of {before.Of} {Range(before.Interval())} | {Number(threshold.AmplificationBefore)} |\n");
        }
        destination.Write("\n");
    }

    private static string Onset(LogisticOnset onset) => double.IsPositiveInfinity(onset.Eta) ? "above the grid"
        : onset.Eta == 0 ? "below the grid"
        : $"{Number(onset.Eta)}{(double.IsNaN(onset.Low) ? "" : " " + Range(new Interval(onset.Low, onset.High)))}";

    private static string Width(double width) => double.IsNaN(width) ? "" : width == 0
        ? ", all seeds within a step of the grid"
        : $"; φ rises from ¼ to ¾ while η grows {Number(Math.Exp(width))} times";

    private static string Number(double value) => Numbers.Significant(value);

    // 0 and ∞ together are what nobody knows, of something that cannot be negative.
    private static string Range(Interval interval) => interval.Low <= 0 && double.IsPositiveInfinity(interval.High)
        ? "" : Numbers.Range(interval.Low, interval.High, Number);
}
