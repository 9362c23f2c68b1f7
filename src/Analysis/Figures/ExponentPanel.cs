using Chaos.Actors.Analysis.Cells;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>λ_nMLE against η with its bootstrap interval, on a linear axis that shows where it leaves zero.</summary>
internal static class ExponentPanel
{
    // Exponents this small, per epoch, are what rounding leaves in ln D: they are all drawn as 0.
    private const double Narrowest = 1e-12;

    /// <summary>Builds the panel.</summary>
    public static Panel Create(CellGroup group, Axis x, SKRect area)
    {
        var y = ExponentAxis(group.Cells);
        var panel = new Panel(area, x, y, "λ_{nMLE} (per epoch)", xLabel: null);
        OnsetFigure.ShadeChaos(panel, group);
        OnsetFigure.MarkOnset(panel, group);
        panel.Stroke(x.Low, 0, x.High, 0, Palette.Ink, 1.2f);

        double[] positions = [.. group.Cells.Select(c => OnsetFigure.Position(c.Cell.LearningRate))];
        panel.Line(positions, [.. group.Cells.Select(c => c.Lambda)], Palette.Ink.WithAlpha(0.55), 1.5f);
        foreach (var (cell, position) in group.Cells.Zip(positions))
        {
            if (!double.IsFinite(cell.Lambda))
            {
                var rug = y.Low + 0.05 * (y.High - y.Low);
                panel.Plot.Add.Marker(position, rug, MarkerShape.Eks, 10, Palette.Ink).MarkerLineWidth = 1.8f;
                continue;
            }

            if (IsKnown(cell.LambdaInterval))
                panel.Bar(position, cell.LambdaInterval.Low, cell.LambdaInterval.High, Palette.Ink);
            panel.Mark(
                position, cell.Lambda, MarkerShape.FilledCircle, 9, Palette.Ink, open: !IsKnown(cell.LambdaInterval));
        }

        return panel;
    }

    /// <summary>What the marks mean; only those that occur.</summary>
    public static IReadOnlyList<KeyEntry> Key(CellGroup group)
    {
        var finite = group.Cells.Where(c => double.IsFinite(c.Lambda)).ToArray();
        var entries = new List<KeyEntry>();
        if (finite.Any(c => IsKnown(c.LambdaInterval)))
        {
            entries.Add(new(
                "mean over seeds, 95 % bootstrap interval", MarkerShape.FilledCircle, Palette.Ink, LinePattern.Solid));
        }

        if (finite.Any(c => !IsKnown(c.LambdaInterval)))
            entries.Add(new("no interval (too few seeds)", MarkerShape.OpenCircle, Palette.Ink));
        if (finite.Length < group.Cells.Count)
            entries.Add(new("no exponent (divergent, or no seed kept)", MarkerShape.Eks, Palette.Ink));
        entries.Add(group.Onset is { } onset
            ? new(
                $"onset η_{{c}} = {Numbers.Significant(onset)}: half of the seeds are chaotic†", MarkerShape.None,
                Palette.Faint, LinePattern.Dashed, Palette.Chaos)
            : new("no onset of chaos† on this grid", MarkerShape.None, Palette.Ink));
        return entries;
    }

    private static bool IsKnown(Interval interval) => double.IsFinite(interval.Low) && double.IsFinite(interval.High);

    private static Axis ExponentAxis(IReadOnlyList<CellSummary> cells)
    {
        double[] values =
        [
            0,
            .. cells.Select(c => c.Lambda).Where(double.IsFinite),
            .. cells.Where(c => double.IsFinite(c.Lambda) && IsKnown(c.LambdaInterval))
                .SelectMany(c => new[] { c.LambdaInterval.Low, c.LambdaInterval.High }),
        ];
        var (low, high) = (values.Min(), values.Max());
        if (high - low < Narrowest) high = low + 0.1;
        var span = high - low;
        // Room below for the crosses of cells without an exponent, without ticks, so that they are not read as values.
        var below = cells.All(c => double.IsFinite(c.Lambda)) ? 0.08 : 0.2;
        var axis = Axis.Linear(low - below * span, high + 0.08 * span);
        return axis with { Ticks = [.. axis.Ticks.Where(t => t.Position >= low - 0.08 * span)] };
    }
}
