using Chaos.Actors.Analysis.Cells;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// ln d(t): the mean over seeds at every η, where exponential growth is a straight rise, and below it each η by itself with its seeds, their
/// middle half, and the epochs over which `growth` is read.
/// </summary>
internal static class DivergenceFigure
{
    private static readonly Color Window = Palette.Category(5).WithAlpha(0.22);

    /// <summary>Where replicas keep a distance from their reference.</summary>
    public static FigureKind<CellGroup> Kind { get; } = new(
        "divergence", group => Lines(group).Length > 0 ? null : "no replica is anywhere at a positive finite distance from its reference", Of);

    private static Figure Of(CellGroup group)
    {
        var lines = Lines(group);
        return new Figure(
            group, Kind.Name,
            "Mean logarithmic distance of perturbed replicas against epoch",
            "Above, ⟨ln d(t)⟩ over the seeds at every η, d being the mean L1 distance of the replicas to the reference over all parameters; a cross where the last seed diverges. "
            + $"Below, single η: thin lines are {group.RunSeeds}, the band their middle half, the thick line the mean; shaded, the median window over which “growth” reads Λ, and dotted the level "
            + "at which d saturates, where it does in half of the seeds.",
            page =>
            {
                CellSummary[] single = [.. group.WithRuns(page.IsNarrow ? 6 : 12).Where(cell => cell.Runs.Any(run => run.LogDistance.Any(float.IsFinite)))];
                var (low, high) = Limits(lines, single);
                FigureHead.Head(page, group, "Divergence of perturbed replicas ⟨ln d(t)⟩");
                page.Key([.. RateColours.Key(lines)]);
                page.Panel(single.Length > 0 ? 330 : 560, area => CreateMeans(group, lines, low, high, area));
                if (single.Length > 0)
                {
                    page.Key(
                        new("a seed", MarkerShape.None, Palette.Faint, LinePattern.Solid),
                        new("mean", MarkerShape.None, Palette.Ink, LinePattern.Solid),
                        new("middle half", MarkerShape.None, Palette.Ink, Fill: Palette.Category(0).WithAlpha(0.3)),
                        new("window of “growth”†", MarkerShape.None, Palette.Ink, Fill: Window),
                        new("saturation", MarkerShape.None, Palette.Category(1), LinePattern.Dotted));
                    page.Panels(single.Length, page.IsNarrow ? 150 : 240, 140, (i, area, isFirst, isLast) => CreateSingle(group, single[i], low, high, area, isFirst, isLast));
                }

                FigureHead.Foot(page, group.Campaign);
            });
    }

    private static (double Low, double High) Limits(CellSummary[] lines, CellSummary[] single)
    {
        double[] values =
        [
            .. lines.SelectMany(cell => cell.MeanLogDistance).Concat(single.SelectMany(cell => cell.Runs).SelectMany(run => run.LogDistance).Select(value => (double)value))
                .Where(double.IsFinite),
        ];
        var (low, high) = (values.Min(), values.Max());
        if (high - low < 1) (low, high) = ((low + high) / 2 - 0.5, (low + high) / 2 + 0.5);
        var margin = 0.05 * (high - low);
        return (low - margin, high + margin);
    }

    private static Panel CreateMeans(CellGroup group, CellSummary[] lines, double low, double high, SKRect area)
    {
        var epochs = group.Campaign.Epochs;
        var panel = new Panel(area, EpochAxis.Of(group.Campaign, area), Axis.Linear(low, high, (int)(area.Height / 40)), "⟨ln d(t)⟩", EpochAxis.Label);
        foreach (var cell in lines)
        {
            var colour = RateColours.Of(cell, lines);
            double[] x = [.. Enumerable.Range(0, cell.MeanLogDistance.Count).Select(t => (double)t)];
            panel.Line(x, cell.MeanLogDistance, colour, 2);
            var end = Enumerable.Range(0, cell.MeanLogDistance.Count).Last(t => double.IsFinite(cell.MeanLogDistance[t]));
            if (end < epochs) panel.Plot.Add.Marker(end, cell.MeanLogDistance[end], MarkerShape.Eks, 11, colour).MarkerLineWidth = 2;
        }

        return panel;
    }

    private static Panel CreateSingle(CellGroup group, CellSummary cell, double low, double high, SKRect area, bool isFirst, bool isLast)
    {
        var epochs = group.Campaign.Epochs;
        var panel = new Panel(
            area, EpochAxis.Of(group.Campaign, area), Axis.Linear(low, high, (int)(area.Height / 36)), isFirst ? "ln d(t)" : null, isLast ? EpochAxis.Label : null);
        double[] starts = [.. cell.Runs.Where(run => run.ByGrowth is not null).Select(run => (double)run.ByGrowth!.WindowStart)];
        double[] ends = [.. cell.Runs.Where(run => run.ByGrowth is not null).Select(run => (double)run.ByGrowth!.WindowEnd)];
        if (starts.Length > 0) panel.Shade(Quartiles.Of(starts).Middle, Quartiles.Of(ends).Middle, low, high, Window);
        var stride = cell.Runs[0].Stride;
        var quartiles = Quartiles.Along([.. cell.Runs.Select(run => run.LogDistance)]);
        double[] x = [.. Enumerable.Range(0, quartiles.Length).Select(i => (double)i * stride)];
        if (cell.Runs.Count > 2) panel.Band(x, [.. quartiles.Select(q => q.Low)], [.. quartiles.Select(q => q.High)], Palette.Category(0).WithAlpha(0.3));
        foreach (var run in cell.Runs) panel.Line(x[..run.LogDistance.Length], [.. run.LogDistance.Select(value => (double)value)], Palette.Faint.WithAlpha(0.5), 1);
        panel.Line([.. Enumerable.Range(0, cell.MeanLogDistance.Count).Select(t => (double)t)], cell.MeanLogDistance, Palette.Ink, 2.2f);
        RunTrace[] saturated = [.. cell.Runs.Where(run => run.Saturates)];
        if (2 * saturated.Length >= cell.Runs.Count)
        {
            var level = Quartiles.Of(saturated.SelectMany(run => run.LogDistance.Skip(run.ByGrowth!.WindowEnd / stride)).Select(value => (double)value)).Middle;
            panel.Stroke(Quartiles.Of(ends).Middle, level, epochs, level, Palette.Category(1), 2, LinePattern.Dotted);
        }

        panel.Title($"η = {Numbers.Rate(cell.Cell.LearningRate)}");
        return panel;
    }

    private static CellSummary[] Lines(CellGroup group) => [.. group.Cells.Where(cell => cell.MeanLogDistance.Any(double.IsFinite))];
}
