using Chaos.Actors.Analysis.Cells;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>Sharpness·η/2 along the run: above 1 the largest curvature is unstable.</summary>
internal static class SharpnessFigure
{
    private const int MostPanels = 12;

    /// <summary>Where the campaign looked for the ends of the Hessian's spectrum.</summary>
    public static FigureKind<CellGroup> Kind { get; } = new(
        "sharpness",
        group => group.Campaign.HessianEvery == 0 ? "the campaign does not look for sharpness (hessian in its file)"
            : Cells(group, RunSampling.MostRates).Length > 0 ? null : "no run has a finite sharpness",
        Of);

    private static Figure Of(CellGroup group) => new(
        group, Kind.Name,
        "Sharpness times half the learning rate along the run",
        "The largest eigenvalue of the Hessian times η/2 along the run, one panel an η: thin, "
        + $"{group.RunSeeds}; thick, their median. Above the dashed line, {(group.Curve.Momentum == 0 ? "1" : "1 + β with momentum β")}, a step along that direction overshoots and grows: "
        + "the edge of stability. The axis is linear about 0 and logarithmic beyond; "
        + $"curvature was looked for every {Numbers.Count(group.Campaign.HessianEvery, "epoch")}, and at most {MostPanels} η are shown, evenly spread.",
        page =>
        {
            FigureHead.Head(page, group, "Sharpness·η/2 along the run");
            page.Key(
                new("a seed", MarkerShape.None, Palette.Category(0).WithAlpha(0.5), LinePattern.Solid),
                new("median", MarkerShape.None, Palette.Ink, LinePattern.Solid),
                new("edge of stability", MarkerShape.None, Palette.Category(1), LinePattern.Dashed));
            var cells = Cells(group, page.IsNarrow ? MostPanels / 2 : MostPanels);
            page.Panels(cells.Length, page.IsNarrow ? 150 : 240, 170, (i, area, isFirst, isLast) => Create(group, cells, cells[i], area, isFirst, isLast));
            FigureHead.Foot(page, group.Campaign);
        });

    private static Panel Create(CellGroup group, CellSummary[] cells, CellSummary cell, SKRect area, bool isFirst, bool isLast)
    {
        var (scale, epochs) = (new SymlogScale(0.1), group.Campaign.Epochs);
        var values = cells.SelectMany(other => other.Runs).SelectMany(run => run.Sharpness).Select(at => (double)at.Value).Append(1 + group.Curve.Momentum);
        var panel = new Panel(
            area, EpochAxis.Of(group.Campaign, area), scale.Axis(values, area.Height), isFirst ? "sharpness·η/2" : null, isLast ? EpochAxis.Label : null);
        foreach (var run in cell.Runs)
        {
            panel.Line(
                [.. run.Sharpness.Select(at => (double)at.Epoch)], [.. run.Sharpness.Select(at => scale.Position(at.Value))],
                Palette.Category(0).WithAlpha(0.5), 1);
        }

        // 2 (1 + β) / η is the largest stable curvature.
        var edge = scale.Position(1 + group.Curve.Momentum);
        panel.Stroke(0, edge, epochs, edge, Palette.Category(1), 2, LinePattern.Dashed);
        var median = cell.Runs.SelectMany(run => run.Sharpness).GroupBy(at => at.Epoch, at => (double)at.Value).OrderBy(at => at.Key).ToArray();
        double[] x = [.. median.Select(at => (double)at.Key)], y = [.. median.Select(at => scale.Position(Quartiles.Of(at).Middle))];
        panel.Line(x, y, Palette.Ink, 2.2f);
        if (x.Length == 1) panel.Mark(x[0], y[0], MarkerShape.FilledCircle, 8, Palette.Ink);
        panel.Title($"η = {Numbers.Rate(cell.Cell.LearningRate)}");
        return panel;
    }

    private static CellSummary[] Cells(CellGroup group, int most) => [.. group.WithRuns(most).Where(cell => cell.Runs.Any(run => run.Sharpness.Count > 0))];
}
