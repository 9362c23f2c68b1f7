using Chaos.Actors.Analysis.Cells;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// Median τ against η, one colour and marker for each threshold. Cells in which half of the seeds never reach the
/// threshold are not left out: they stand open in a strip above T, one row a threshold.
/// </summary>
internal static class TrainingTimePanel
{
    /// <summary>Builds the panel.</summary>
    public static Panel Create(CellGroup group, SKRect area, bool isLabelled = true)
    {
        var scale = TrainingTimeScale.Of(group, area.Height);
        var panel = RateAxis.Panel(group, area, scale.Axis, "τ (epochs)", isLabelled);
        var x = panel.X;
        if (scale.HasStrip)
        {
            panel.Shade(x.Low, x.High, scale.StripLow, scale.Axis.High, Palette.Never);
            panel.Stroke(x.Low, scale.StripLow, x.High, scale.StripLow, Palette.Faint, 1);
        }

        RateAxis.MarkOnset(panel, group);

        var positions = RateAxis.Positions(group);
        for (var k = 0; k < group.Campaign.Thresholds.Count; k++)
        {
            double[] medians = [.. group.Cells.Select(c => scale.Position(c.TrainingTimes[k].Median))];
            panel.Line(positions, medians, Palette.Category(k).WithAlpha(0.7), 1.5f);
        }

        for (var k = 0; k < group.Campaign.Thresholds.Count; k++)
        {
            var aside = Aside(panel, group, positions, k);
            foreach (var (cell, position) in group.Cells.Zip(positions))
                Draw(panel, scale, cell.TrainingTimes[k], k, position, aside);
        }

        for (var k = 0; k < group.Verdict.Thresholds.Count; k++)
        {
            var i = group.Cells.ToList().FindIndex(c => c.Cell.LearningRate.Equals(group.Verdict.Thresholds[k].FastestCell));
            if (i < 0 || !double.IsFinite(group.Cells[i].TrainingTimes[k].Median)) continue;
            panel.Ring(positions[i], scale.Position(group.Cells[i].TrainingTimes[k].Median), Palette.Category(k));
        }

        return panel;
    }

    /// <summary>What the marks mean; only those that occur.</summary>
    public static IReadOnlyList<KeyEntry> Key(CellGroup group)
    {
        if (group.Campaign.Thresholds.Count == 0)
            return [new("the campaign has no thresholds", MarkerShape.None, Palette.Ink)];
        List<KeyEntry> entries = [new($"median, 95 % interval; {group.Curve.Task.Score} ≥", MarkerShape.None, Palette.Ink)];
        entries.AddRange(group.Campaign.Thresholds.Select((threshold, k) =>
            new KeyEntry(Threshold(threshold), Palette.Shape(k), Palette.Category(k), LinePattern.Solid)));
        if (group.Verdict.Thresholds.Any(threshold => threshold.FastestCell is not null))
            entries.Add(new("fastest η", MarkerShape.OpenCircle, Palette.Faint, Size: 16));
        if (group.Cells.Any(c => c.TrainingTimes.Any(t => double.IsPositiveInfinity(t.Median))))
            entries.Add(new("open: half or more never reach it", MarkerShape.None, Palette.Ink));
        return entries;
    }

    /// <summary>A threshold as it is shown everywhere.</summary>
    public static string Threshold(double threshold) =>
        threshold.ToString("0.00##", System.Globalization.CultureInfo.InvariantCulture);

    // The bars of one η stand a pixel or three side by side, else they would lie on one line. Only the bars: a marker
    // beside its η could come to lie on the wrong side of the onset.
    internal static double Aside(Panel panel, CellGroup group, double[] positions, int k)
    {
        var thresholds = group.Campaign.Thresholds.Count;
        var step = Math.Min(2.5, 7.0 / thresholds) * (panel.X.High - panel.X.Low) / panel.Area.Width;
        var nearest = positions.Zip(positions.Skip(1), (left, right) => right - left)
            .DefaultIfEmpty(double.PositiveInfinity).Min();
        return (k - (thresholds - 1) / 2.0) * Math.Min(step, 0.7 * nearest / thresholds);
    }

    private static void Draw(Panel panel, TrainingTimeScale scale, ThresholdSummary time, int k, double position, double aside)
    {
        var (colour, shape) = (Palette.Category(k), Palette.Shape(k));
        var (low, high) = (time.MedianInterval.Low, time.MedianInterval.High);
        if (double.IsFinite(low) && low >= 0 && high >= low)
        {
            var end = double.IsFinite(high) ? scale.Position(high) : scale.Row(k);
            panel.Bar(position + aside, scale.Position(low), end, colour, capHigh: double.IsFinite(high));
        }

        if (double.IsPositiveInfinity(time.Median))
            panel.Mark(position, scale.Row(k), shape, 9, colour, open: true);
        else if (double.IsFinite(time.Median))
            panel.Mark(position, scale.Position(time.Median), shape, 9, colour);
    }
}
