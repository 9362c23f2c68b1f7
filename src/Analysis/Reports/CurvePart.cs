using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>The numbers of one curve: its onset, φ(η), the seeds, the thresholds, the cells.</summary>
internal static class CurvePart
{
    private const int MostRows = CampaignReport.MostRows;

    /// <summary>The blocks.</summary>
    public static IEnumerable<ReportBlock> Of(CellGroup group)
    {
        var verdict = group.Verdict;
        if (verdict.Source != GrowthSource.None)
        {
            yield return new ReportBlock.Paragraph("Onset.", Onset(verdict));
            if (group.Campaign.Grid.Curves > 1)
                foreach (var way in verdict.Settles) yield return new ReportBlock.Paragraph("", way.Text());
            yield return Sensitivity(group);
            yield return Rates(verdict);
            yield return Seeds(group);
            if (verdict.Thresholds.Count > 0) yield return Thresholds(verdict);
        }
        yield return Cells(group);
    }

    private static string Onset(CurveVerdict verdict)
    {
        SeedOnset[] seeds = [.. verdict.Seeds.Select(seed => seed.Onset).Where(onset => !double.IsNaN(onset.Eta))];
        double[] own = [.. seeds.Where(onset => onset.IsBracketed).Select(onset => onset.Eta)];
        return $"η_c = {ReportText.Onset(verdict.Onset)}{Width(verdict.Onset.Width)}. Gradient flow has p = {ReportText.Number(verdict.Flow)} per unit of η·t."
            + (own.Length == 0 ? "" : $" Of {Numbers.Count(seeds.Length, "seed")}, {own.Length} {(own.Length == 1 ? "has its" : "have their")} own onset on the grid, from "
                + $"{ReportText.Number(own.Min())} to {ReportText.Number(own.Max())}, median {ReportText.Number(Median.Of(own))}.");
    }

    private static string Width(double width) => double.IsNaN(width) ? "" : width == 0
        ? ", all seeds within a step of the grid"
        : $"; φ rises from ¼ to ¾ while η grows {ReportText.Number(Math.Exp(width))} times";

    private static ReportBlock.Table Sensitivity(CellGroup group)
    {
        var (criterion, verdict) = (group.Campaign.Verdict, group.Verdict);
        return new ReportBlock.Table(
            "How η_c depends on what counts as chaos", ["κ †", "decades †", "η_c (95 %)"],
            [
                Row(criterion.Kappa, criterion.Decades, verdict.Onset),
                .. verdict.Sensitivity.Select(other => Row(other.Kappa, other.Decades, other.Onset)),
            ])
        {
            Note = "The first line is the campaign's own criterion, fixed in its file.",
        };

        static IReadOnlyList<string> Row(double kappa, double decades, LogisticOnset onset) =>
            [Numbers.Label(kappa), Numbers.Label(decades), ReportText.Onset(onset)];
    }

    private static ReportBlock.Table Rates(CurveVerdict verdict)
    {
        var sharp = verdict.Rates.Any(rate => !double.IsNaN(rate.Sharpness));
        return new ReportBlock.Table(
            "Chaotic seeds, by η",
            ["η", "chaotic", "φ (95 %)", "A, median", "λ/η, median", .. sharp ? ["largest sharpness·η/2, median"] : (string[])[]],
            [.. verdict.Rates.Take(MostRows).Select(Row)])
        {
            Note = "A: amplification of the chaotic transient, in e-folds beyond flow. λ/η: growth per unit of η·t; where flow alone acts it is a plateau."
                + Rest(verdict.Rates.Count, "η", "verdict.json"),
        };

        IReadOnlyList<string> Row(RateVerdict rate) =>
        [
            Numbers.Rate(rate.Eta), ReportText.Of(rate.Chaotic),
            ReportText.Share(rate.Chaotic),
            ReportText.Number(rate.Amplification), ReportText.Number(rate.LambdaOverEta),
            .. sharp ? [ReportText.Number(rate.Sharpness)] : (string[])[],
        ];
    }

    private static ReportBlock.Table Seeds(CellGroup group)
    {
        var (campaign, verdict) = (group.Campaign, group.Verdict);
        return new ReportBlock.Table(
            "Onset and fastest η of each seed",
            ["seed", "bracket of η_c", "η_c", .. campaign.Thresholds.Select(a => $"η*({TrainingTimePanel.Threshold(a)})")],
            [.. verdict.Seeds.Take(MostRows).Select(Row)])
        {
            Note = "Bracket: the largest η that is not chaotic and the smallest from which on all are. η*: where the seed reaches the threshold first."
                + Rest(verdict.Seeds.Count, "seeds", "verdict.json"),
        };

        IReadOnlyList<string> Row(SeedVerdict seed) =>
            [Numbers.Label(seed.Seed), Bracket(seed.Onset), Own(seed.Onset), .. seed.Fastest.Select(eta => double.IsNaN(eta) ? "never" : Numbers.Rate(eta))];
    }

    private static string Bracket(SeedOnset onset) => double.IsNaN(onset.Eta) ? Numbers.Unknown
        : onset.IsBracketed ? $"{Numbers.Rate(onset.Low)} … {Numbers.Rate(onset.High)}"
        : onset.Low == 0 ? $"below {Numbers.Rate(onset.High)}" : $"above {Numbers.Rate(onset.Low)}";

    private static string Own(SeedOnset onset) => onset.IsBracketed ? ReportText.Number(onset.Eta) : Numbers.Unknown;

    private static ReportBlock.Table Thresholds(CurveVerdict verdict) => new(
        "Fastest η against the onset, by threshold",
        ["a", "seeds that reach it", "η* (95 %)", "η*/η_c (95 %)", "p", "within a step", "τ·η there / at small η (95 %)", "growth first (95 %)", "G(τ), median"],
        [
            .. verdict.Thresholds.Select((threshold, a) => (IReadOnlyList<string>)
            [
                TrainingTimePanel.Threshold(threshold.Accuracy) + (a == verdict.Primary ? " (primary)" : ""), ReportText.Of(threshold.Reached),
                ThresholdText.Fastest(threshold), ThresholdText.Ratio(threshold), Numbers.Significant(threshold.AdjustedP, 2),
                ReportText.Of(threshold.Within), ThresholdText.StepGain(threshold), ThresholdText.GrowthFirst(threshold),
                ReportText.Number(threshold.AmplificationBefore),
            ]),
        ])
    {
        Note = "η*/η_c: paired by seed. Within a step: seeds whose η* is an end of their onset's bracket. Growth first: seeds that at their η* are "
            + "chaotic and whose transient begins before τ. G(τ): by how many e-folds nearby trajectories have parted at τ.",
    };

    private static ReportBlock.Table Cells(CellGroup group)
    {
        var shown = group.Thinned(MostRows);
        return new ReportBlock.Table(
            "Cells",
            [
                "η", "seeds", "λ per epoch (95 %)", "kept", "D(0)", $"final {group.Curve.Task.Score}", "divergent",
                .. group.Campaign.Thresholds.Select(a => $"τ({TrainingTimePanel.Threshold(a)}) (95 %), reached"),
            ],
            [.. shown.Cells.Select(Cell)])
        {
            Note = "λ: mean over seeds of Λ; kept: seeds whose Λ the estimator keeps; D(0): the distance that the perturbation made; τ(a): median epoch at which a is "
                + "reached, “never” where half or more of the seeds do not reach it; – is unknown: too few seeds, or none with a value."
                + (shown.ThinnedFrom is { } all ? $" {Numbers.Count(shown.Cells.Count)} of {Numbers.Count(all)} η; all of them are in cells.csv." : ""),
        };
    }

    private static IReadOnlyList<string> Cell(CellSummary cell) =>
    [
        Numbers.Rate(cell.Cell.LearningRate), Numbers.Count(cell.Seeds),
        ReportText.With(ReportText.Number(cell.Lambda), Numbers.Range(cell.LambdaInterval.Low, cell.LambdaInterval.High, ReportText.Number)),
        Numbers.Percent(cell.KeptFraction), ReportText.Number(cell.InitialDistance), ReportText.Number(cell.FinalAccuracy), Numbers.Count(cell.Divergent),
        .. cell.TrainingTimes.Select(Time),
    ];

    private static string Time(ThresholdSummary time)
    {
        var range = double.IsPositiveInfinity(time.MedianInterval.Low) ? "" : Numbers.Range(time.MedianInterval.Low, time.MedianInterval.High, ReportText.Epochs);
        return $"{ReportText.With(ReportText.Epochs(time.Median), range)}, {Numbers.Percent(time.ReachedFraction)}";
    }

    private static string Rest(int all, string what, string file) =>
        all > MostRows ? $" The first {MostRows} of {Numbers.Count(all)} {what}; all of them are in {file}." : "";
}
