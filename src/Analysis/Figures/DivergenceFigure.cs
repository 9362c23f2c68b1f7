using Chaos.Actors.Analysis.Cells;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>⟨ln d(t)⟩ against the epoch, one line for each η: exponential growth is a straight rise.</summary>
public static class DivergenceFigure
{
    private const float LabelGap = 20;
    private static readonly SKRect Area = new(122, 136, Figure.Width - 130, 806);

    /// <summary>The figure of one group of cells.</summary>
    public static Figure Of(CellGroup group) => new(
        group.Stem("divergence"),
        $"Mean logarithmic distance of perturbed replicas against epoch: {FigureHead.Subject(group)}",
        canvas => Draw(canvas, group));

    private static void Draw(SKCanvas canvas, CellGroup group)
    {
        FigureHead.Draw(canvas, group, "Divergence of perturbed replicas ⟨ln d(t)⟩");
        FigureKey.Draw(
            canvas, Area.Left, Area.Right, 124,
            [new("mean over seeds of ln D(t), D: mean L1 distance of the replicas to the reference, all parameters",
                MarkerShape.None, Palette.Ink)]);

        var lines = group.Cells.Select((cell, i) => new Line(cell, Colour(group.Cells, i))).Where(l => l.End >= 0).ToArray();
        double[] values = [.. lines.SelectMany(l => l.Cell.MeanLogDistance).Where(double.IsFinite)];
        var (low, high) = values.Length > 0 ? (values.Min(), values.Max()) : (-20, 0);
        if (high - low < 1) (low, high) = ((low + high) / 2 - 0.5, (low + high) / 2 + 0.5);
        var margin = 0.04 * (high - low);
        var epochs = group.Campaign.Epochs;
        using var panel = new Panel(
            Area, Axis.Linear(0, epochs, Math.Min(8, epochs)), Axis.Linear(low - margin, high + margin, 8), "⟨ln d(t)⟩", "epoch t");
        foreach (var line in lines)
        {
            double[] x = [.. Enumerable.Range(0, line.Cell.MeanLogDistance.Count).Select(t => (double)t)];
            panel.Line(x, line.Cell.MeanLogDistance, line.Colour, 2);
            if (line.End >= epochs) continue;
            // Ended early: every seed diverged. A cross where it ends, a dotted line on to its label.
            panel.Stroke(line.End, line.Last, epochs, line.Last, line.Colour, 1, LinePattern.Dotted);
            panel.Plot.Add.Marker(line.End, line.Last, MarkerShape.Eks, 11, line.Colour).MarkerLineWidth = 2;
        }

        panel.Render(canvas);
        if (lines.Length > 0) Label(canvas, panel, lines);
        else
        {
            RichText.Markup("no distance to show: D(t) is nowhere positive").Draw(
                canvas, Area.MidX, Area.MidY, 18, Palette.Faint.Skia(), TextAnchor.Centre);
        }
    }

    // Labels at the lines' ends, moved apart, each with a leader in the line's colour; thinned if they are too many.
    private static void Label(SKCanvas canvas, Panel panel, IReadOnlyList<Line> lines)
    {
        var room = (int)(Area.Height / LabelGap);
        // Ends that the eye cannot separate are listed by η.
        Line[] shown =
        [
            .. lines.Where((_, i) => Chosen(i, lines.Count, room))
                .OrderBy(l => Math.Round(End(l) / 4)).ThenByDescending(l => l.Cell.Cell.LearningRate),
        ];
        float[] ends = [.. shown.Select(End)];
        var places = LabelSpread.Apart(ends, LabelGap, Area.Top + 4, Area.Bottom - 4);
        RichText.Markup(shown.Length < lines.Count ? "η (some)" : "η").Draw(
            canvas, Area.Right + 46, Area.Top - 12, 17, Palette.Ink.Skia());
        for (var i = 0; i < shown.Length; i++)
        {
            using var paint = new SKPaint
            {
                Color = shown[i].Colour.Skia(),
                IsAntialias = true,
                Style = SKPaintStyle.Stroke,
                StrokeWidth = 2,
            };
            using var leader = new SKPath();
            leader.MoveTo(Area.Right + 2, ends[i]);
            leader.LineTo(Area.Right + 24, places[i]);
            leader.LineTo(Area.Right + 40, places[i]);
            canvas.DrawPath(leader, paint);
            RichText.Plain(Numbers.Rate(shown[i].Cell.Cell.LearningRate)).Draw(
                canvas, Area.Right + 46, places[i] + 5.5f, 16, Palette.Ink.Skia());
        }

        float End(Line line) => Area.Bottom - Area.Height * (float)panel.Y.Fraction(line.Last);
    }

    private static bool Chosen(int i, int count, int room) =>
        count <= room || i == count - 1 || i * (room - 1) / (count - 1) != (i - 1) * (room - 1) / (count - 1) || i == 0;

    private static Color Colour(IReadOnlyList<CellSummary> cells, int i)
    {
        var (low, high) = (Math.Log(cells[0].Cell.LearningRate), Math.Log(cells[^1].Cell.LearningRate));
        return Palette.Sequential(high > low ? (Math.Log(cells[i].Cell.LearningRate) - low) / (high - low) : 0);
    }

    private sealed record Line(CellSummary Cell, Color Colour)
    {
        /// <summary>The last epoch with a value; −1 if there is none.</summary>
        public int End { get; } = Enumerable.Range(0, Cell.MeanLogDistance.Count)
            .LastOrDefault(t => double.IsFinite(Cell.MeanLogDistance[t]), -1);

        public double Last => Cell.MeanLogDistance[End];
    }
}
