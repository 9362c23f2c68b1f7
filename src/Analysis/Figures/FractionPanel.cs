using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>The fractions of seeds behind the panels above: reached a, kept by the estimator, divergent.</summary>
internal static class FractionPanel
{
    /// <summary>Builds the panel, the lowest one, with the labels of the shared η axis.</summary>
    public static Panel Create(CellGroup group, Axis x, SKRect area)
    {
        var y = new Axis(-0.12, 1.12, [Tick.Major(0, "0"), Tick.Minor(0.25), Tick.Major(0.5, "0.5"), Tick.Minor(0.75), Tick.Major(1, "1")]);
        var panel = new Panel(area, x, y, "fraction", "learning rate η");
        OnsetFigure.ShadeChaos(panel, group);
        OnsetFigure.MarkOnset(panel, group);

        double[] positions = [.. group.Cells.Select(c => OnsetFigure.Position(c.Cell.LearningRate))];
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

        if (Filters(group)) panel.Line(positions, [.. group.Cells.Select(c => c.KeptFraction)], Palette.Ink, 2, LinePattern.Dashed);
        if (Diverges(group))
        {
            double[] divergent = [.. group.Cells.Select(c => (double)c.Divergent / c.Seeds)];
            panel.Line(positions, divergent, Palette.Ink, 2, LinePattern.Dotted);
        }

        return panel;
    }

    /// <summary>What the lines mean; only those that occur.</summary>
    public static IReadOnlyList<KeyEntry> Key(CellGroup group)
    {
        List<KeyEntry> entries = [new($"fraction of seeds that reached the {group.Curve.Task.Score} (colours as above)", MarkerShape.None, Palette.Ink)];
        if (Filters(group)) entries.Add(new("kept by the estimator", MarkerShape.None, Palette.Ink, LinePattern.Dashed));
        if (Diverges(group)) entries.Add(new("divergent", MarkerShape.None, Palette.Ink, LinePattern.Dotted));
        return entries;
    }

    private static bool Filters(CellGroup group) => group.Cells.Any(c => c.KeptFraction < 1);

    private static bool Diverges(CellGroup group) => group.Cells.Any(c => c.Divergent > 0);
}
