using Chaos.Actors.Analysis.Cells;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>The logarithmic η axis that panels share, and what all of them show on it: where chaos sets in.</summary>
internal static class RateAxis
{
    /// <summary>Its label.</summary>
    public const string Label = "learning rate η";

    private const float LabelWidth = 62;
    private const int MostSeeds = 64;

    /// <summary>log10 of η, where a cell is drawn.</summary>
    public static double Position(double rate) => Math.Log10(rate);

    /// <summary>Where the cells of a group are drawn.</summary>
    public static double[] Positions(CellGroup group) => [.. group.Cells.Select(cell => Position(cell.Cell.LearningRate))];

    /// <summary>The axis of ascending rates.</summary>
    public static Axis Of(double lowest, double highest, SKRect area)
    {
        var (low, high) = (Position(lowest), Position(highest));
        var margin = high > low ? 0.04 * (high - low) : 0.5;
        return Axis.Logarithmic(low - margin, high + margin, (int)Math.Clamp(area.Width / LabelWidth, 3, 11));
    }

    /// <summary>A panel over the η of a group, with the region beyond the onset shaded.</summary>
    /// <param name="group">The group.</param>
    /// <param name="area">Where the data go.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="yLabel">Its label.</param>
    /// <param name="isLabelled">Whether the η axis has labels.</param>
    public static Panel Panel(CellGroup group, SKRect area, Axis y, string yLabel, bool isLabelled = true)
    {
        var panel = new Panel(
            area, Of(group.Cells[0].Cell.LearningRate, group.Cells[^1].Cell.LearningRate, area), y, yLabel, isLabelled ? Label : null);
        if (group.Onset is { } onset)
            panel.Shade(Position(onset), panel.X.High, panel.Y.Low, panel.Y.High, Palette.Chaos);
        return panel;
    }

    /// <summary>Draws the line at η_c, over what is shaded and under the data.</summary>
    public static void MarkOnset(Panel panel, CellGroup group)
    {
        if (group.Onset is not { } onset) return;
        panel.Stroke(
            Position(onset), panel.Y.Low, Position(onset), panel.Y.High, Palette.Faint, 1.5f, LinePattern.Dashed);
    }

    /// <summary>What the shading means.</summary>
    public static KeyEntry OnsetKey(CellGroup group) => group.Onset is { } onset
        ? new($"onset η_{{c}} = {Numbers.Significant(onset)}", MarkerShape.None, Palette.Faint, LinePattern.Dashed, Palette.Chaos)
        : new("no onset of chaos† on this grid", MarkerShape.None, Palette.Ink);

    /// <summary>What those points are.</summary>
    public static KeyEntry SeedKey(CellGroup group, string what) => new(
        group.Cells.Max(cell => cell.Seeds) > MostSeeds ? $"{what} (of {MostSeeds} seeds)" : what, MarkerShape.FilledCircle, Palette.Category(0).WithAlpha(0.6), Size: 6);

    /// <summary>The values of the seeds, of 64 at most, at their η, spread a little so that equal ones can be told apart.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="group">The group.</param>
    /// <param name="values">The values of one cell, as drawn.</param>
    public static void Seeds(Panel panel, CellGroup group, Func<CellSummary, IEnumerable<double>> values)
    {
        var half = HalfRoom(group, panel, 14);
        List<double> x = [], y = [];
        foreach (var cell in group.Cells)
        {
            double[] finite = [.. values(cell).Where(double.IsFinite).Take(MostSeeds)];
            for (var i = 0; i < finite.Length; i++)
            {
                x.Add(Position(cell.Cell.LearningRate) + half * (finite.Length == 1 ? 0 : 2.0 * i / (finite.Length - 1) - 1));
                y.Add(finite[i]);
            }
        }

        panel.Points([.. x], [.. y], Palette.Category(0).WithAlpha(0.45), 4.5f);
    }

    /// <summary>The values of the seeds and, over them, their median at every η.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="group">The group.</param>
    /// <param name="scale">Of its vertical axis.</param>
    /// <param name="values">Those of each η.</param>
    public static void SeedsAndMedian(Panel panel, CellGroup group, SymlogScale scale, ILookup<double, double> values)
    {
        Seeds(panel, group, cell => values[cell.Cell.LearningRate].Select(scale.Position));
        var positions = Positions(group);
        double[] medians = [.. group.Cells.Select(cell => scale.Position(Quartiles.Of(values[cell.Cell.LearningRate]).Middle))];
        panel.Line(positions, medians, Palette.Ink.WithAlpha(0.55), 1.5f);
        foreach (var (position, median) in positions.Zip(medians).Where(at => double.IsFinite(at.Second)))
            panel.Mark(position, median, MarkerShape.FilledCircle, 8, Palette.Ink);
    }

    /// <summary>How far to each side of its η a cell may be drawn without reaching into the next, at most so many units.</summary>
    public static double HalfRoom(CellGroup group, Panel panel, double most)
    {
        var positions = Positions(group);
        var nearest = positions.Zip(positions.Skip(1), (left, right) => right - left).DefaultIfEmpty(double.PositiveInfinity).Min();
        return Math.Min(most * panel.UnitX, 0.36 * nearest);
    }
}
