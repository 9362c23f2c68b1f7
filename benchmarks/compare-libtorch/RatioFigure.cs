using System.Globalization;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Benchmarks.Reporting;
using ScottPlot;
using SkiaSharp;
using Palette = Chaos.Actors.Analysis.Figures.Palette;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>Ratios to libtorch's speed above what all cores make of one core's, for every workload.</summary>
internal static class RatioFigure
{
    private const float Left = 122;
    private const float Right = Figure.Width - 30;
    private const double Beside = 0.17;

    public static Figure Of(string stem, IReadOnlyList<Outcome> outcomes, string conditions) => new(
        stem, "Speed as a multiple of libtorch's, on one core and on all", FigureTitle.Height,
        canvas => Draw(canvas, outcomes, conditions));

    private static void Draw(SKCanvas canvas, IReadOnlyList<Outcome> outcomes, string conditions)
    {
        FigureTitle.Draw(
            canvas, "Training speed against libtorch", "replica-epochs a second (forward, backward, update; float64, full batch), "
            + "same data and initial weights, measured in turn", conditions, "drawn by benchmarks/compare-libtorch/run");
        var x = new Axis(-0.5, outcomes.Count - 0.5, [.. outcomes.Select((_, i) => Tick.Major(i, string.Empty))]);
        using (var panel = Ratios(outcomes, x))
        {
            FigureKey.Draw(
                canvas, Left, Right, 124,
                [
                    new("one core", MarkerShape.FilledCircle, Palette.Category(0)),
                    new($"all {Machine.Cores} cores, the better of libtorch's two ways", MarkerShape.FilledSquare, Palette.Category(1)),
                    new("box: quartiles, bar: min to max of the rounds", MarkerShape.None, Palette.Ink),
                    new("as fast as libtorch", MarkerShape.None, Palette.Faint, LinePattern.Dashed),
                ]);
            panel.Render(canvas);
            Values(canvas, panel, outcomes);
        }

        using (var panel = Scaling(outcomes, x))
        {
            FigureKey.Draw(
                canvas, Left, Right, 568,
                [
                    new("ours, an item a thread", MarkerShape.FilledSquare, Palette.Category(1)),
                    new("separate processes: what the machine gives", MarkerShape.FilledDiamond, Palette.Category(2)),
                    new("95 %", MarkerShape.None, Palette.Faint, LinePattern.Dotted),
                ]);
            panel.Render(canvas);
            Names(canvas, panel, outcomes);
        }
    }

    private static Panel Ratios(IReadOnlyList<Outcome> outcomes, Axis x)
    {
        var one = outcomes.Select(outcome => outcome.Of(r => r.CoreRatio)).ToArray();
        var all = outcomes.Select(outcome => outcome.Of(r => r.CoresRatio)).ToArray();
        var (low, high) = (Math.Min(1, one.Concat(all).Min(s => s.Min)), Math.Max(1, one.Concat(all).Max(s => s.Max)));
        var margin = 0.07 * Math.Log10(high / low);
        var y = Axis.Logarithmic(Math.Log10(low) - margin, Math.Log10(high) + margin, room: 20);
        var panel = new Panel(new SKRect(Left, 136, Right, 524), x, y, "times libtorch's speed", xLabel: null);
        panel.Stroke(x.Low, 0, x.High, 0, Palette.Faint, 1.5f, LinePattern.Dashed);
        for (var i = 0; i < outcomes.Count; i++)
        {
            Box(panel, i - Beside, one[i], Math.Log10, MarkerShape.FilledCircle, Palette.Category(0));
            Box(panel, i + Beside, all[i], Math.Log10, MarkerShape.FilledSquare, Palette.Category(1));
        }

        return panel;
    }

    private static Panel Scaling(IReadOnlyList<Outcome> outcomes, Axis x)
    {
        var ours = outcomes.Select(outcome => outcome.Of(r => 100 * r.Scaling(Machine.Cores))).ToArray();
        var machine = outcomes.Select(outcome => outcome.Of(r => 100 * r.Ceiling(Machine.Cores))).ToArray();
        var (low, high) = (Math.Min(93, ours.Concat(machine).Min(s => s.Min)), Math.Max(100, ours.Concat(machine).Max(s => s.Max)));
        var margin = 0.08 * (high - low);
        var panel = new Panel(
            new SKRect(Left, 580, Right, 786), x, Axis.Linear(low - margin, high + margin, 5), $"% of {Machine.Cores} × one core",
            xLabel: null);
        panel.Stroke(x.Low, 100, x.High, 100, Palette.Faint, 1.2f);
        panel.Stroke(x.Low, 95, x.High, 95, Palette.Faint, 1.2f, LinePattern.Dotted);
        for (var i = 0; i < outcomes.Count; i++)
        {
            Box(panel, i - Beside, ours[i], v => v, MarkerShape.FilledSquare, Palette.Category(1));
            Box(panel, i + Beside, machine[i], v => v, MarkerShape.FilledDiamond, Palette.Category(2));
        }

        return panel;
    }

    private static void Box(Panel panel, double x, Spread spread, Func<double, double> scale, MarkerShape shape, Color colour)
    {
        var half = 9 * (panel.X.High - panel.X.Low) / panel.Area.Width;
        panel.Shade(x - half, x + half, scale(spread.LowerQuartile), scale(spread.UpperQuartile), colour.WithAlpha(0.3));
        panel.Bar(x, scale(spread.Min), scale(spread.Max), colour);
        panel.Mark(x, scale(spread.Median), shape, 9, colour);
    }

    // Each median as a number, on its mark's outer side.
    private static void Values(SKCanvas canvas, Panel panel, IReadOnlyList<Outcome> outcomes)
    {
        for (var i = 0; i < outcomes.Count; i++)
        {
            Value(i - Beside, outcomes[i].Of(r => r.CoreRatio).Median, TextAnchor.Right, -14);
            Value(i + Beside, outcomes[i].Of(r => r.CoresRatio).Median, TextAnchor.Left, 14);
        }

        void Value(double x, double median, TextAnchor anchor, float aside) =>
            RichText.Plain(median.ToString(median < 9.95 ? "F1" : "F0", CultureInfo.InvariantCulture)).Draw(
                canvas, At(panel, x) + aside, Height(panel, Math.Log10(median)) + 5, 15, Palette.Ink.Skia(), anchor);
    }

    private static void Names(SKCanvas canvas, Panel panel, IReadOnlyList<Outcome> outcomes)
    {
        var room = panel.Area.Width / outcomes.Count - 8;
        for (var i = 0; i < outcomes.Count; i++)
        {
            var (task, network) = (RichText.Plain(outcomes[i].Workload.TaskTitle), RichText.Plain(outcomes[i].Workload.Network));
            task.Draw(canvas, At(panel, i), panel.Area.Bottom + 28, task.Fit(16, room), Palette.Ink.Skia(), TextAnchor.Centre);
            network.Draw(canvas, At(panel, i), panel.Area.Bottom + 49, network.Fit(16, room), Palette.Ink.Skia(), TextAnchor.Centre);
        }
    }

    private static float At(Panel panel, double x) => panel.Area.Left + panel.Area.Width * (float)panel.X.Fraction(x);

    private static float Height(Panel panel, double y) => panel.Area.Bottom - panel.Area.Height * (float)panel.Y.Fraction(y);
}
