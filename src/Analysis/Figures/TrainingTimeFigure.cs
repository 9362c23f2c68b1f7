using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>τ(η) of every threshold, τ·η below it (constant where larger steps explain the gain) and the fraction of seeds that get there.</summary>
internal static class TrainingTimeFigure
{
    /// <summary>Where the campaign has thresholds and a seed reaches one.</summary>
    public static FigureKind<CellGroup> Kind { get; } = new("training-time", LeftOut, Of);

    private static string? LeftOut(CellGroup group) => group.Campaign.Thresholds.Count == 0 ? "the campaign has no thresholds"
        : group.Cells.All(cell => cell.TrainingTimes.All(time => time.ReachedFraction == 0)) ? "no seed reaches a threshold" : null;

    private static Figure Of(CellGroup group) => new(
        group, Kind.Name,
        "Training time and training time times learning rate",
        "Above, the median epoch τ at which each threshold is reached, with its interval; below it τ·η, which is constant where larger steps "
        + "alone explain the gain (bars: the middle half of the seeds); at the foot the fraction of seeds that reach the threshold at all. "
        + "A median is missing where half or more of the seeds never get there or diverge.",
        page =>
        {
            FigureHead.Head(page, group, "Training time τ(η), and τ·η");
            page.Key([.. TrainingTimePanel.Key(group)]);
            page.Panel(230, area => TrainingTimePanel.Create(group, area, isLabelled: false), isLabelled: false);
            page.Key([
                new("median τ·η, middle half of the seeds", MarkerShape.None, Palette.Ink), RateAxis.OnsetKey(group)]);
            page.Panel(210, area => CreateSteps(group, area), isLabelled: false);
            page.Key([new($"fraction of seeds that reach the {group.Curve.Task.Score}", MarkerShape.None, Palette.Ink)]);
            page.Panel(80, area => ReachedPanel.Create(group, area));
            FigureHead.Foot(page, group.Campaign);
        });

    private static Panel CreateSteps(CellGroup group, SKRect area)
    {
        var steps = Enumerable.Range(0, group.Campaign.Thresholds.Count).Select(k => Steps(group, k)).ToArray();
        double[] finite = [.. steps.SelectMany(s => s).SelectMany(q => new[] { q.Low, q.Middle, q.High }).Where(v => double.IsFinite(v) && v > 0).Select(Math.Log10)];
        var (low, high) = finite.Length > 0 ? (finite.Min(), finite.Max()) : (0, 1);
        var margin = 0.08 * Math.Max(high - low, 0.5);
        var panel = RateAxis.Panel(group, area, Axis.Logarithmic(low - margin, high + margin, (int)(area.Height / 24)), "τ·η", isLabelled: false);
        RateAxis.MarkOnset(panel, group);
        var positions = RateAxis.Positions(group);
        for (var k = 0; k < steps.Length; k++)
        {
            double[] medians = [.. steps[k].Select(q => Drawn(q.Middle))];
            var aside = TrainingTimePanel.Aside(panel, group, positions, k);
            panel.Line(positions, medians, Palette.Category(k).WithAlpha(0.7), 1.5f);
            for (var i = 0; i < positions.Length; i++)
            {
                if (!double.IsFinite(medians[i])) continue;
                if (double.IsFinite(Drawn(steps[k][i].Low)))
                {
                    var isKnown = double.IsFinite(steps[k][i].High);
                    panel.Bar(positions[i] + aside, Drawn(steps[k][i].Low), isKnown ? Drawn(steps[k][i].High) : panel.Y.High, Palette.Category(k), capHigh: isKnown);
                }

                panel.Mark(positions[i], medians[i], Palette.Shape(k), 8, Palette.Category(k));
            }
        }

        return panel;
    }

    private static double Drawn(double value) => value > 0 && double.IsFinite(value) ? Math.Log10(value) : double.NaN;

    private static Quartiles[] Steps(CellGroup group, int threshold)
    {
        var times = group.Verdict.Items.ToLookup(item => item.Eta, item => item.Transient.TrainingTimes[threshold]);
        return
        [
            .. group.Cells.Select(cell => Quartiles.Of(times[cell.Cell.LearningRate].Select(time => time is { } t ? t * cell.Cell.LearningRate : double.PositiveInfinity))),
        ];
    }
}
