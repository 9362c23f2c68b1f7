using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>The fraction of seeds that reach each threshold: what stands behind the medians of τ.</summary>
internal static class ReachedPanel
{
    /// <summary>Builds the panel.</summary>
    public static Panel Create(CellGroup group, SKRect area)
    {
        var y = new Axis(-0.12, 1.12, [Tick.Major(0, "0"), Tick.Minor(0.25), Tick.Major(0.5, "0.5"), Tick.Minor(0.75), Tick.Major(1, "1")]);
        var panel = RateAxis.Panel(group, area, y, "reached");
        RateAxis.MarkOnset(panel, group);
        var positions = RateAxis.Positions(group);
        // Lines that coincide (all 0, all 1) must all be seen: the first is drawn widest, the last narrowest.
        var thresholds = group.Campaign.Thresholds.Count;
        var wider = Math.Min(1.6f, 6f / thresholds);
        for (var k = 0; k < thresholds; k++)
        {
            double[] reached = [.. group.Cells.Select(c => c.TrainingTimes[k].ReachedFraction)];
            panel.Line(positions, reached, Palette.Category(k), 2 + wider * (thresholds - 1 - k));
            var size = 6 + wider * (thresholds - 1 - k);
            foreach (var (fraction, position) in reached.Zip(positions).Where(p => double.IsFinite(p.First)))
                panel.Mark(position, fraction, Palette.Shape(k), size, Palette.Category(k));
        }

        return panel;
    }
}
