using Chaos.Actors.Analysis.Cells;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>Λ of every seed and λ_nMLE with its bootstrap interval against η, on a symmetric logarithmic axis.</summary>
internal static class ExponentPanel
{
    // Exponents this small, per epoch, are what rounding leaves in ln D: they are all drawn as 0.
    private const double Narrowest = 1e-12;

    /// <summary>Builds the panel.</summary>
    public static Panel Create(CellGroup group, SKRect area)
    {
        var scale = SymlogScale.Of(group.Cells.SelectMany(Values), Narrowest);
        // Room below for the crosses of cells without an exponent.
        var y = scale.Axis(group.Cells.SelectMany(Values), area.Height, group.Cells.All(c => double.IsFinite(c.Lambda)) ? 0.06 : 0.16);
        var panel = RateAxis.Panel(group, area, y, "λ_{nMLE} (per epoch)", isLabelled: false);
        RateAxis.MarkOnset(panel, group);
        panel.Stroke(panel.X.Low, 0, panel.X.High, 0, Palette.Ink, 1.2f);
        RateAxis.Seeds(panel, group, cell => cell.Lambdas.Select(scale.Position));

        var positions = RateAxis.Positions(group);
        panel.Line(positions, [.. group.Cells.Select(c => scale.Position(c.Lambda))], Palette.Ink.WithAlpha(0.55), 1.5f);
        foreach (var (cell, position) in group.Cells.Zip(positions))
        {
            if (!double.IsFinite(cell.Lambda))
            {
                panel.Plot.Add.Marker(position, y.Low + 10 * panel.UnitY, MarkerShape.Eks, 10, Palette.Ink).MarkerLineWidth = 1.8f;
                continue;
            }

            if (IsKnown(cell.LambdaInterval))
                panel.Bar(position, scale.Position(cell.LambdaInterval.Low), scale.Position(cell.LambdaInterval.High), Palette.Ink);
            panel.Mark(
                position, scale.Position(cell.Lambda), MarkerShape.FilledCircle, 9, Palette.Ink, open: !IsKnown(cell.LambdaInterval));
        }

        return panel;
    }

    /// <summary>What the marks mean; only those that occur.</summary>
    public static IEnumerable<KeyEntry> Key(CellGroup group)
    {
        CellSummary[] finite = [.. group.Cells.Where(c => double.IsFinite(c.Lambda))];
        if (finite.Any(c => c.Lambdas.Count > 1)) yield return RateAxis.SeedKey(group, "Λ of a seed");
        if (finite.Any(c => IsKnown(c.LambdaInterval)))
            yield return new("mean λ_{nMLE}, 95 % interval", MarkerShape.FilledCircle, Palette.Ink, LinePattern.Solid);
        if (finite.Any(c => !IsKnown(c.LambdaInterval)))
            yield return new("no interval (too few seeds)", MarkerShape.OpenCircle, Palette.Ink);
        if (finite.Length < group.Cells.Count)
            yield return new("no exponent (divergent, or no seed kept)", MarkerShape.Eks, Palette.Ink);
        yield return RateAxis.OnsetKey(group);
    }

    private static bool IsKnown(Interval interval) => double.IsFinite(interval.Low) && double.IsFinite(interval.High);

    private static IEnumerable<double> Values(CellSummary cell) => double.IsFinite(cell.Lambda)
        ? [cell.Lambda, .. cell.Lambdas, .. IsKnown(cell.LambdaInterval) ? [cell.LambdaInterval.Low, cell.LambdaInterval.High] : (double[])[]]
        : [];
}
