using Chaos.Actors.Analysis.Verdicts;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>φ(η), the fraction of chaotic seeds, with the logistic onset through it and the interval of η_c.</summary>
internal static class ChaosPanel
{
    private const int CurvePoints = 200;
    private static readonly Color Interval = Palette.Category(5).WithAlpha(0.3);

    /// <summary>Builds the panel.</summary>
    public static Panel Create(CellGroup group, SKRect area)
    {
        var y = new Axis(-0.12, 1.12, [Tick.Major(0, "0"), Tick.Minor(0.25), Tick.Major(0.5, "0.5"), Tick.Minor(0.75), Tick.Major(1, "1")]);
        var panel = RateAxis.Panel(group, area, y, "φ", isLabelled: false);
        var onset = group.Verdict.Onset;
        if (HasInterval(group))
        {
            panel.Shade(
                Math.Max(panel.X.Low, onset.Low > 0 ? RateAxis.Position(onset.Low) : panel.X.Low),
                double.IsFinite(onset.High) ? RateAxis.Position(onset.High) : panel.X.High, y.Low, y.High, Interval);
        }

        RateAxis.MarkOnset(panel, group);
        if (group.Onset is { } eta) DrawLogistic(panel, eta, onset.Width);
        foreach (var rate in Told(group))
        {
            var interval = rate.Chaotic.Interval();
            var position = RateAxis.Position(rate.Eta);
            if (double.IsFinite(interval.Low)) panel.Bar(position, interval.Low, interval.High, Palette.Ink);
            panel.Mark(position, rate.Chaotic.Fraction, MarkerShape.FilledCircle, 8, Palette.Ink, open: double.IsInfinity(interval.Low));
        }

        if (Diverges(group))
        {
            panel.Line(
                RateAxis.Positions(group), [.. group.Cells.Select(c => (double)c.Divergent / c.Seeds)], Palette.Category(1), 2, LinePattern.Dotted);
        }

        return panel;
    }

    /// <summary>What the marks mean; only those that occur.</summary>
    public static IEnumerable<KeyEntry> Key(CellGroup group)
    {
        var told = Told(group).ToArray();
        if (told.Length == 0) yield return new("no seed tells of chaos", MarkerShape.None, Palette.Ink);
        else if (told.Any(rate => double.IsFinite(rate.Chaotic.Interval().Low)))
            yield return new("fraction φ of chaotic† seeds, 95 % interval", MarkerShape.FilledCircle, Palette.Ink);
        else yield return new("fraction φ of chaotic† seeds, too few for an interval", MarkerShape.OpenCircle, Palette.Ink);
        if (group.Onset is not null) yield return new("logistic fit to the seeds' onsets", MarkerShape.None, Palette.Category(0), LinePattern.Solid);
        if (HasInterval(group)) yield return new("95 % interval of η_{c}", MarkerShape.None, Palette.Ink, Fill: Interval);
        if (Diverges(group)) yield return new("fraction that diverges", MarkerShape.None, Palette.Category(1), LinePattern.Dotted);
    }

    // Width is ln η between ¼ and ¾; 0 where a step of the grid holds all of it.
    private static void DrawLogistic(Panel panel, double onset, double width)
    {
        if (double.IsNaN(width)) return;
        var scale = Math.Max(width / (2 * Math.Log(3)), 1e-6);
        double[] x = [.. Enumerable.Range(0, CurvePoints + 1).Select(i => panel.X.Low + (panel.X.High - panel.X.Low) * i / CurvePoints)];
        double[] y = [.. x.Select(position => 1 / (1 + Math.Exp(-(position * Math.Log(10) - Math.Log(onset)) / scale)))];
        panel.Line(x, y, Palette.Category(0), 2);
    }

    private static IEnumerable<RateVerdict> Told(CellGroup group) => group.Verdict.Rates.Where(rate => rate.Chaotic.Of > 0);

    private static bool HasInterval(CellGroup group) =>
        group.Onset is not null && !double.IsNaN(group.Verdict.Onset.Low) && (group.Verdict.Onset.Low > 0 || double.IsFinite(group.Verdict.Onset.High));

    private static bool Diverges(CellGroup group) => group.Cells.Any(c => c.Divergent > 0);
}
