using Chaos.Actors.Analysis.Cells;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>Test accuracy and training loss along the run at each η.</summary>
internal static class LearningFigure
{
    /// <summary>Where runs were kept.</summary>
    public static FigureKind<CellGroup> Kind { get; } = new(
        "learning", group => Cells(group).Length > 0 ? null : "no run has a finite epoch", Of);

    private static Figure Of(CellGroup group)
    {
        var cells = Cells(group);
        return new Figure(
            group, Kind.Name,
            $"Test {group.Curve.Task.Score} and training loss along the run",
            $"Test {group.Curve.Task.Score} (above, with the campaign's thresholds) and training loss (below, logarithmic) of the reference at each epoch, "
            + $"median over {group.RunSeeds} at each η. A line ends where half of the seeds have diverged.",
            page =>
            {
                FigureHead.Head(page, group, $"Test {group.Curve.Task.Score} and training loss along the run");
                page.Key([.. RateColours.Key(cells), .. group.Campaign.Thresholds.Count > 0 ? [new KeyEntry("thresholds", MarkerShape.None, Palette.Faint, LinePattern.Dotted)] : (KeyEntry[])[]]);
                page.Panel(300, area => Create(
                    group, cells, run => run.Accuracy, value => value, values => Linear(values, area.Height), group.Curve.Task.Score, area, isLabelled: false), isLabelled: false);
                page.Panel(300, area => Create(
                    group, cells, run => run.Loss, value => value > 0 ? Math.Log10(value) : double.NaN, values => Logarithmic(values, area.Height), "training loss", area, isLabelled: true));
                FigureHead.Foot(page, group.Campaign);
            });
    }

    private static Panel Create(
        CellGroup group, CellSummary[] cells, Func<RunTrace, float[]> series, Func<double, double> position, Func<double[], Axis> axis, string label, SKRect area, bool isLabelled)
    {
        var epochs = group.Campaign.Epochs;
        var lines = cells.Select(cell => Median(cell, series).Select(position).ToArray()).ToArray();
        var panel = new Panel(
            area, EpochAxis.Of(group.Campaign, area), axis([.. lines.SelectMany(line => line).Where(double.IsFinite)]), label, isLabelled ? EpochAxis.Label : null);
        if (!isLabelled)
            foreach (var threshold in group.Campaign.Thresholds) panel.Stroke(0, threshold, epochs, threshold, Palette.Faint, 1, LinePattern.Dotted);
        foreach (var (cell, line) in cells.Zip(lines))
        {
            double[] x = [.. Enumerable.Range(0, line.Length).Select(i => (double)i * cell.Runs[0].Stride)];
            panel.Line(x, line, RateColours.Of(cell, cells), 2);
        }

        return panel;
    }

    // A seed that has diverged has no value: with half of them the median ends.
    private static IEnumerable<double> Median(CellSummary cell, Func<RunTrace, float[]> series)
    {
        var quartiles = Quartiles.Along([.. cell.Runs.Select(series)]);
        for (var t = 0; t < quartiles.Length; t++)
            yield return 2 * cell.Runs.Count(run => t < series(run).Length) > cell.Runs.Count ? quartiles[t].Middle : double.NaN;
    }

    private static Axis Linear(double[] values, float height)
    {
        var (low, high) = (values.DefaultIfEmpty(0).Min(), values.DefaultIfEmpty(1).Max());
        var margin = 0.06 * Math.Max(high - low, 0.05);
        return Axis.Linear(low - margin, high + margin, (int)(height / 40));
    }

    private static Axis Logarithmic(double[] values, float height)
    {
        var (low, high) = (values.DefaultIfEmpty(0).Min(), values.DefaultIfEmpty(1).Max());
        var margin = 0.06 * Math.Max(high - low, 0.3);
        return Axis.Logarithmic(low - margin, high + margin, (int)(height / 24));
    }

    private static CellSummary[] Cells(CellGroup group) => [.. group.WithRuns(24).Where(cell => cell.Runs.Any(run => run.Loss.Any(float.IsFinite)))];
}
