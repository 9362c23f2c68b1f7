using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>The last losses of every seed against η: one point a seed where the run settles, a few where it cycles, a cloud where it does not.</summary>
internal static class BifurcationFigure
{
    /// <summary>Where a run ended in a positive loss.</summary>
    public static FigureKind<CellGroup> Kind { get; } = new(
        "bifurcation", group => Losses(group).Any() ? null : "no run ends in a positive finite loss", Of);

    private static Figure Of(CellGroup group) => new(
        group, Kind.Name,
        "Last losses against learning rate",
        $"The training loss at each of the last 16 epochs of {group.RunSeeds}, side by side at its η, logarithmic: a run that settles is one point, "
        + "one that cycles a few, one that does neither a column. Runs that diverge are left out where their last losses are not finite.",
        page =>
        {
            FigureHead.Head(page, group, "Where the loss ends: bifurcation over η");
            page.Key(new("one of a seed's last 16 losses", MarkerShape.FilledCircle, Palette.Ink.WithAlpha(0.6), Size: 5), RateAxis.OnsetKey(group));
            page.Panel(560, area => Create(group, area));
            FigureHead.Foot(page, group.Campaign);
        });

    private static Panel Create(CellGroup group, SKRect area)
    {
        double[] logs = [.. Losses(group).Select(value => Math.Log10(value))];
        var margin = 0.05 * Math.Max(logs.Max() - logs.Min(), 0.3);
        var panel = RateAxis.Panel(
            group, area, Axis.Logarithmic(logs.Min() - margin, logs.Max() + margin, (int)(area.Height / 24)), "last training losses");
        RateAxis.MarkOnset(panel, group);
        var half = RateAxis.HalfRoom(group, panel, 26);
        var points = new HashSet<(double X, double Y)>();
        foreach (var cell in group.Cells)
        {
            for (var i = 0; i < cell.Runs.Count; i++)
            {
                var x = RateAxis.Position(cell.Cell.LearningRate) + half * (cell.Runs.Count == 1 ? 0 : 2.0 * i / (cell.Runs.Count - 1) - 1);
                // What falls on the same half of a unit is drawn once.
                foreach (var loss in cell.Runs[i].LastLosses.Where(IsDrawn))
                    points.Add((x, panel.Y.Low + Math.Round((Math.Log10(loss) - panel.Y.Low) / panel.UnitY * 2) / 2 * panel.UnitY));
            }
        }

        panel.Points([.. points.Select(point => point.X)], [.. points.Select(point => point.Y)], Palette.Ink.WithAlpha(0.6), 3.5f);
        return panel;
    }

    private static IEnumerable<double> Losses(CellGroup group) =>
        group.Cells.SelectMany(cell => cell.Runs).SelectMany(run => run.LastLosses).Where(IsDrawn).Select(loss => (double)loss);

    private static bool IsDrawn(float loss) => float.IsFinite(loss) && loss > 0;
}
