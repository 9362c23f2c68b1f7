using Chaos.Actors.Analysis.Verdicts;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>λ/η against η: where gradient flow rules it is a plateau p, and what chaos is measured from is κ·p.</summary>
internal static class FlowFigure
{
    /// <summary>Where anything tells trajectories apart.</summary>
    public static FigureKind<CellGroup> Kind { get; } = new(
        "flow", group => group.Verdict.Items.Any(Tells) ? null : "nothing tells nearby trajectories apart in a run that does not diverge", Of);

    private static Figure Of(CellGroup group) => new(
        group, Kind.Name,
        "Growth of nearby trajectories per unit of learning rate and epoch",
        "The mean local exponent over the run, divided by η, of every seed (points) and its median (line). In the regime of gradient flow it is a "
        + $"plateau p, read off {FlowRates.Text(group.Campaign)}; only growth beyond κ·p counts as chaotic. Diverging runs are left out.",
        page =>
        {
            FigureHead.Head(page, group, "Growth per unit of step: λ/η, and the plateau of gradient flow");
            page.Key(
                RateAxis.SeedKey(group, "a seed"),
                new("median", MarkerShape.FilledCircle, Palette.Ink, LinePattern.Solid),
                new($"plateau p = {Numbers.Significant(group.Verdict.Flow, 2)}", MarkerShape.None, Palette.Category(2), LinePattern.Solid),
                new($"κ·p, κ = {Numbers.Label(group.Campaign.Verdict.Kappa)}", MarkerShape.None, Palette.Category(1), LinePattern.Dashed),
                RateAxis.OnsetKey(group));
            page.Panel(440, area => Create(group, area));
            FigureHead.Foot(page, group.Campaign);
        });

    private static Panel Create(CellGroup group, SKRect area)
    {
        var ratios = group.Verdict.Items.Where(Tells).ToLookup(item => item.Eta, item => item.Transient.Rate / item.Eta);
        var (flow, bound) = (group.Verdict.Flow, group.Verdict.Flow * group.Campaign.Verdict.Kappa);
        double[] all = [.. ratios.SelectMany(ratio => ratio), flow, bound];
        var scale = SymlogScale.Of(all);
        var panel = RateAxis.Panel(group, area, scale.Axis(all, area.Height), "λ/η (per epoch)");
        RateAxis.MarkOnset(panel, group);
        panel.Stroke(panel.X.Low, 0, panel.X.High, 0, Palette.Ink, 1.2f);
        if (double.IsFinite(flow))
        {
            panel.Stroke(panel.X.Low, scale.Position(flow), panel.X.High, scale.Position(flow), Palette.Category(2), 2);
            panel.Stroke(panel.X.Low, scale.Position(bound), panel.X.High, scale.Position(bound), Palette.Category(1), 2, LinePattern.Dashed);
        }

        RateAxis.SeedsAndMedian(panel, group, scale, ratios);
        return panel;
    }

    private static bool Tells(JudgedItem item) => item.Transient.Tells && double.IsFinite(item.Transient.Rate);
}
