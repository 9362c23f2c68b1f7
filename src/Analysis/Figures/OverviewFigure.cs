using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Verdicts;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>The onset η_c and the fastest η of every group of a campaign, with their intervals, on one η axis.</summary>
internal static class OverviewFigure
{
    /// <summary>Where there are several groups.</summary>
    public static FigureKind<CampaignAnalysis> Kind { get; } = new(
        "overview", analysis => analysis.Campaign.Grid.Curves > 1 ? null : "the campaign has a single group of cells, which the figure onset shows", Of);

    private static Figure Of(CampaignAnalysis analysis)
    {
        var rows = CurveRows.From(analysis);
        return new Figure(
            analysis, Kind.Name,
            "Onset of chaos and fastest learning rate, group by group",
            "For each group of cells that differ in η alone: the onset of chaos η_c and, below it, the median fastest η of the seeds at the primary threshold, each with its 95 % interval; "
            + "the grey line is the grid. Where half of the seeds have no η on the grid from which on they are chaotic, or already its first, words stand for the onset; without a second mark no seed reaches the threshold; below five seeds there are no intervals." + rows.Chosen,
            page =>
            {
                FigureHead.Head(page, analysis.Campaign, "Onset of chaos and fastest η, group by group");
                page.Key(
                    new("onset η_{c}", MarkerShape.FilledCircle, Palette.Category(1), LinePattern.Solid),
                    new("fastest η", MarkerShape.FilledSquare, Palette.Category(0), LinePattern.Solid),
                    new("grid", MarkerShape.VerticalBar, Palette.Faint, LinePattern.Solid, Size: 6));
                page.Panel(rows.Height, area => Create(rows, area), keepsHeight: true);
                FigureHead.Foot(page, analysis.Campaign);
            });
    }

    private static Panel Create(CurveRows rows, SKRect area)
    {
        var panel = rows.Create(area);
        foreach (var (row, group) in rows.Curves.Index())
        {
            var (onset, verdict) = (group.Verdict.Onset, group.Verdict);
            var ground = rows.Position(row, 0.5);
            var positions = RateAxis.Positions(group);
            panel.Stroke(positions[0], ground, positions[^1], ground, Palette.Faint.WithAlpha(0.6), 1);
            foreach (var position in positions) panel.Stroke(position, ground - 3 * panel.UnitY, position, ground + 3 * panel.UnitY, Palette.Faint.WithAlpha(0.6), 1);
            if (group.Onset is { } eta) Draw(panel, rows.Position(row, 0.78), eta, new Interval(onset.Low, onset.High), MarkerShape.FilledCircle, Palette.Category(1));
            else if (!double.IsNaN(onset.Eta))
            {
                var (isAbove, side) = (onset.Eta > 0, onset.Eta > 0 ? panel.X.High - 8 * panel.UnitX : panel.X.Low + 8 * panel.UnitX);
                panel.Note(RichText.Plain(isAbove ? "not chaotic at this end →" : "← chaotic at this end"), side, rows.Position(row, 0.62), isAbove ? TextAnchor.Right : TextAnchor.Left);
            }

            if (verdict.Primary >= 0 && verdict.Thresholds[verdict.Primary] is { } threshold && double.IsFinite(threshold.Fastest))
                Draw(panel, rows.Position(row, 0.22), threshold.Fastest, threshold.FastestInterval, MarkerShape.FilledSquare, Palette.Category(0));
        }

        return panel;
    }

    // What reaches beyond the grid is drawn to the edge.
    private static void Draw(Panel panel, double y, double eta, Interval interval, MarkerShape shape, Color colour)
    {
        if (!double.IsNaN(interval.Low) && (interval.Low > 0 || double.IsFinite(interval.High)))
        {
            var (low, high) = (interval.Low > 0 ? RateAxis.Position(interval.Low) : panel.X.Low, double.IsFinite(interval.High) ? RateAxis.Position(interval.High) : panel.X.High);
            panel.Stroke(Math.Max(low, panel.X.Low), y, Math.Min(high, panel.X.High), y, colour, 2.5f);
        }

        panel.Mark(RateAxis.Position(eta), y, shape, 9, colour);
    }
}
