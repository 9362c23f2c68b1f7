using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>The answer: what the campaign says, in sentences, and what would settle what it leaves open.</summary>
internal static class VerdictPart
{
    /// <summary>The blocks.</summary>
    /// <param name="groups">The groups of cells that have any.</param>
    /// <param name="atOnce">Up to so many have their sentences here.</param>
    /// <param name="most">So many lines somebody reads.</param>
    public static IEnumerable<ReportBlock> Of(IReadOnlyList<CellGroup> groups, int atOnce, int most)
    {
        if (groups.Count == 0) yield return new ReportBlock.Verdict("", ["No work item has finished, so there is nothing to say yet."]);
        if (groups.Count <= atOnce)
        {
            foreach (var group in groups)
                yield return new ReportBlock.Verdict(groups.Count == 1 ? "" : ReportText.Label(group), group.Verdict.Sentences);
        }
        if (groups.Count > 1) yield return Overview(groups, most);
        if (groups is [var only])
            foreach (var way in only.Verdict.Settles) yield return new ReportBlock.Paragraph("", way.Text());
    }

    private static ReportBlock.Table Overview(IReadOnlyList<CellGroup> groups, int most)
    {
        var primary = groups.Select(group => group.Verdict).FirstOrDefault(verdict => verdict.Primary >= 0);
        string[] columns = ["", "η_c (95 %)", .. primary is null ? [] : new[] { $"η*({TrainingTimePanel.Threshold(primary.Thresholds[primary.Primary].Accuracy)}) (95 %)", "η*/η_c (95 %)", "p" }];
        return new ReportBlock.Table("Onset of chaos and fastest η, one line a curve", columns, [.. groups.Take(most).Select(Row)])
        {
            Words = 1,
            Note = groups.Count > most ? $"The first {most} of {Numbers.Count(groups.Count)} curves; verdict.json has all of them, and cells.csv all cells." : "",
        };

        IReadOnlyList<string> Row(CellGroup group)
        {
            var verdict = group.Verdict;
            if (primary is null) return [ReportText.Label(group), ReportText.Onset(verdict.Onset)];
            var threshold = verdict.Thresholds[verdict.Primary];
            return
            [
                ReportText.Label(group), ReportText.Onset(verdict.Onset), ThresholdText.Fastest(threshold), ThresholdText.Ratio(threshold),
                Numbers.Significant(threshold.AdjustedP, 2),
            ];
        }
    }
}
