using Chaos.Actors.Analysis.Cells;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>P(Λ): the histogram of Λ over the seeds, a row for each η, on one axis.</summary>
internal static class DistributionFigure
{
    private const int MostRows = 12, Bins = 48;

    /// <summary>Where some η has more than one seed with an exponent.</summary>
    public static FigureKind<CellGroup> Kind { get; } = new(
        "exponent-distribution", group => Cells(group).Length > 0 ? null : "no η has two seeds with an exponent", Of);

    private static Figure Of(CellGroup group)
    {
        var cells = Cells(group);
        return new Figure(
            group, Kind.Name,
            "Distribution of the finite-time exponent over the seeds",
            "The histogram of Λ over the seeds, a row for each η, each scaled to its own highest bin; below it every seed as a tick, and the mean λ_nMLE as a point. "
            + "The axis is linear about 0 and logarithmic beyond, so areas are not probabilities: heights compare within a row."
            + (group.Cells.Count > cells.Length ? $" {cells.Length} of {group.Cells.Count} η are shown: evenly spread, with two seeds at least." : string.Empty),
            page =>
            {
                FigureHead.Head(page, group, "Distribution P(Λ) over the seeds");
                page.Key(
                    new("seeds per bin, of the row's highest", MarkerShape.None, Palette.Ink, Fill: Palette.Category(4)),
                    new("a seed", MarkerShape.VerticalBar, Palette.Ink, Size: 9),
                    new("mean λ_{nMLE}", MarkerShape.FilledDiamond, Palette.Category(1)));
                page.Panel(Math.Clamp(60 * cells.Length, 160, 620), area => Create(cells, area));
                FigureHead.Foot(page, group.Campaign);
            });
    }

    private static Panel Create(CellSummary[] cells, SKRect area)
    {
        var scale = SymlogScale.Of(cells.SelectMany(cell => cell.Lambdas), 1e-12);
        double[] positions = [0, .. cells.SelectMany(cell => cell.Lambdas).Select(scale.Position)];
        var margin = 0.03 * Math.Max(positions.Max() - positions.Min(), 0.3);
        var x = Axis.Symlog(scale, positions.Min() - margin, positions.Max() + margin, (int)(area.Width / 80));
        var y = new Axis(-0.35, cells.Length, [.. cells.Select((cell, row) => Tick.Major(row, Numbers.Rate(cell.Cell.LearningRate)))]);
        var panel = new Panel(area, x, y, RateAxis.Label, "Λ (per epoch)");
        panel.Stroke(0, y.Low, 0, y.High, Palette.Ink, 1.2f);
        var width = (x.High - x.Low) / Bins;
        foreach (var (row, cell) in cells.Index())
        {
            var counts = new int[Bins];
            foreach (var lambda in cell.Lambdas) counts[Math.Clamp((int)((scale.Position(lambda) - x.Low) / width), 0, Bins - 1)]++;
            for (var bin = 0; bin < Bins; bin++)
            {
                if (counts[bin] > 0)
                    panel.Shade(x.Low + bin * width, x.Low + (bin + 1) * width, row, row + 0.8 * counts[bin] / counts.Max(), Palette.Category(4));
            }

            panel.Stroke(x.Low, row, x.High, row, Palette.Faint, 1);
            double[] ticks = [.. cell.Lambdas.Select(scale.Position).Distinct().Take(200)];
            foreach (var tick in ticks) panel.Stroke(tick, row - 0.22, tick, row - 0.04, Palette.Ink.WithAlpha(0.7), 1);
            panel.Mark(scale.Position(cell.Lambda), row, MarkerShape.FilledDiamond, 11, Palette.Category(1));
        }

        return panel;
    }

    private static CellSummary[] Cells(CellGroup group)
    {
        CellSummary[] several = [.. group.Cells.Where(cell => cell.Lambdas.Count > 1)];
        return [.. several.Where((_, i) => RunSampling.IsChosen(i, several.Length, MostRows))];
    }
}
