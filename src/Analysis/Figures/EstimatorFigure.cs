using Chaos.Actors.Analysis.Cells;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>Λ from tangents against Λ from distances, an item a point: they must agree where both look at the same epochs.</summary>
internal static class EstimatorFigure
{
    /// <summary>Where items have both.</summary>
    public static FigureKind<CellGroup> Kind { get; } = new(
        "estimators",
        group => group.Campaign.Tangents == 0 ? "no tangent vectors were followed"
            : group.Campaign.Replicas == 0 ? "there are no perturbed replicas to compare tangents with"
            : Cells(group).Length > 0 ? null : "no run has an exponent from tangents and one from distances",
        Of);

    private static Figure Of(CellGroup group)
    {
        var cells = Cells(group);
        return new Figure(
            group, Kind.Name,
            "Exponents from tangent vectors against those from distances",
            $"Λ of each item of {group.RunSeeds} from its leading tangent vector against Λ by “growth” from the distances of its replicas; on the dashed line both are equal. "
            + "Over the window of “growth” both look at the same epochs, and points off the line show what a finite, isotropic perturbation does not see; "
            + "over the whole run they differ where the distance saturates.",
            page =>
            {
                FigureHead.Head(page, group, "Tangent vectors against distances");
                page.Key([.. RateColours.Key(cells).Select(entry => entry with { Marker = entry.Line is null ? MarkerShape.None : MarkerShape.FilledCircle, Line = null })]);
                var scale = SymlogScale.Of(Points(cells, run => run.ByTangent).Concat(Points(cells, run => run.TangentInWindow)).SelectMany(p => new[] { p.X, p.Y }), 1e-5);
                page.Panels(2, 330, 520, (i, area, isFirst, isLast) => i == 0
                    ? Create(cells, run => run.TangentInWindow, "over the window of “growth”", scale, area, isFirst, isLast)
                    : Create(cells, run => run.ByTangent, "over the whole run", scale, area, isFirst, isLast));
                FigureHead.Foot(page, group.Campaign);
            });
    }

    private static Panel Create(CellSummary[] cells, Func<RunTrace, double> tangent, string title, SymlogScale scale, SKRect area, bool isFirst, bool isLast)
    {
        double[] all = [.. Points(cells, run => run.ByTangent).Concat(Points(cells, run => run.TangentInWindow)).SelectMany(p => new[] { p.X, p.Y })];
        var (x, y) = (scale.Axis(all, area.Width / 3.4f), scale.Axis(all, area.Height));
        var panel = new Panel(area, x, y, isFirst ? "Λ by growth (per epoch)" : null, isLast ? "Λ by tangent (per epoch)" : null);
        panel.Stroke(x.Low, x.Low, x.High, x.High, Palette.Ink, 1.5f, LinePattern.Dashed);
        foreach (var cell in cells)
        {
            var points = Points([cell], tangent).ToArray();
            panel.Points(
                [.. points.Select(p => scale.Position(p.X))], [.. points.Select(p => scale.Position(p.Y))], RateColours.Of(cell, cells).WithAlpha(0.75), 7);
        }

        panel.Title(title);
        return panel;
    }

    private static IEnumerable<(double X, double Y)> Points(IEnumerable<CellSummary> cells, Func<RunTrace, double> tangent) => cells
        .SelectMany(cell => cell.Runs).Where(run => run.ByGrowth is not null).Select(run => (tangent(run), run.ByGrowth!.Lambda))
        .Where(point => double.IsFinite(point.Item1) && double.IsFinite(point.Lambda));

    private static CellSummary[] Cells(CellGroup group) =>
        [.. group.WithRuns(RunSampling.MostRates).Where(cell => Points([cell], run => run.ByTangent).Any())];
}
