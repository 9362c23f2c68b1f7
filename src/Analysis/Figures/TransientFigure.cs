using Chaos.Actors.Analysis.Verdicts;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>The amplification A of every seed's chaotic transient against η, and below it when each begins and ends, beside τ.</summary>
internal static class TransientFigure
{
    private const int MostBars = 16;
    private const float NarrowestBar = 3.5f;
    private static readonly Color Quiet = Palette.Category(4).WithAlpha(0.55);
    private static readonly Color Chaotic = Palette.Category(1);

    /// <summary>Where anything tells trajectories apart.</summary>
    public static FigureKind<CellGroup> Kind { get; } = new(
        "transients", group => group.Verdict.Items.Any(item => item.Transient.Tells) ? null : "nothing tells nearby trajectories apart in a run that does not diverge", Of);

    private static Figure Of(CellGroup group) => new(
        group, Kind.Name,
        "Amplification, beginning and end of the chaotic transient",
        "Above, by how many e-folds nearby trajectories part beyond κ times gradient flow, for every seed (points) and in the median; at or above the "
        + "dashed line a seed is chaotic. Below, the epochs [s, e) of each seed's transient as a bar"
        + (Primary(group) >= 0 ? " and its training time τ as a tick: growth that begins after τ did not bring it about." : ".")
        + $" Diverging runs are left out, and at most {MostBars} seeds are drawn as bars.",
        page =>
        {
            FigureHead.Head(page, group, "Chaotic transients: amplification A(η), beginning and end");
            page.Key(
                RateAxis.SeedKey(group, "A of a seed"),
                new("median", MarkerShape.FilledCircle, Palette.Ink, LinePattern.Solid),
                new($"criterion: {Numbers.Decades(group.Campaign.Verdict.Decades)}†", MarkerShape.None, Palette.Category(1), LinePattern.Dashed),
                RateAxis.OnsetKey(group));
            page.Panel(280, area => CreateAmplification(group, area), isLabelled: false);
            page.Key([.. Key(group)]);
            page.Panel(300, area => CreateBars(group, area));
            FigureHead.Foot(page, group.Campaign);
        });

    private static IEnumerable<KeyEntry> Key(CellGroup group)
    {
        yield return new("transient of a chaotic seed", MarkerShape.None, Palette.Ink, Fill: Chaotic);
        yield return new("of one below the criterion", MarkerShape.None, Palette.Ink, Fill: Quiet);
        if (Primary(group) is >= 0 and var a)
            yield return new($"τ({TrainingTimePanel.Threshold(group.Campaign.Thresholds[a])}) of the seed", MarkerShape.HorizontalBar, Palette.Ink, Size: 8);
    }

    private static Panel CreateAmplification(CellGroup group, SKRect area)
    {
        var amplification = group.Verdict.Items.Where(item => item.Transient.Tells).ToLookup(item => item.Eta, item => item.Transient.Transient.Amplification);
        var criterion = group.Campaign.Verdict.Amplification;
        var scale = new SymlogScale(1);
        var panel = RateAxis.Panel(group, area, scale.Axis([.. amplification.SelectMany(a => a), criterion], area.Height), "A (e-folds)", isLabelled: false);
        RateAxis.MarkOnset(panel, group);
        panel.Stroke(panel.X.Low, scale.Position(criterion), panel.X.High, scale.Position(criterion), Palette.Category(1), 2, LinePattern.Dashed);
        RateAxis.SeedsAndMedian(panel, group, scale, amplification);
        return panel;
    }

    private static Panel CreateBars(CellGroup group, SKRect area)
    {
        var epochs = group.Campaign.Epochs;
        var panel = RateAxis.Panel(group, area, Axis.Linear(-0.03 * epochs, 1.03 * epochs, Math.Min(6, epochs)), "epoch t");
        RateAxis.MarkOnset(panel, group);
        var half = RateAxis.HalfRoom(group, panel, 36);
        var bars = Math.Clamp((int)(2 * half / panel.UnitX / NarrowestBar), 1, MostBars);
        var (criterion, primary) = (group.Campaign.Verdict.Amplification, Primary(group));
        foreach (var items in group.Verdict.Items.Where(item => item.Transient.Tells).GroupBy(item => item.Eta))
        {
            JudgedItem[] drawn = [.. items.Take(bars)];
            var width = 2 * half / Math.Max(drawn.Length, 4);
            for (var i = 0; i < drawn.Length; i++)
            {
                var (item, x) = (drawn[i].Transient, RateAxis.Position(items.Key) + width * (i - (drawn.Length - 1) / 2.0));
                var transient = item.Transient;
                if (transient.End > transient.Start)
                    panel.Shade(x - 0.4 * width, x + 0.4 * width, transient.Start, transient.End, transient.Amplification >= criterion ? Chaotic : Quiet);
                if (primary >= 0 && item.TrainingTimes[primary] is { } time)
                    panel.Stroke(x - 0.55 * width, time, x + 0.55 * width, time, Palette.Ink, 2);
            }
        }

        return panel;
    }

    private static int Primary(CellGroup group) => group.Verdict.Primary;
}
