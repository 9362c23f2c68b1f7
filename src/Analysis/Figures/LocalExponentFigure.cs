using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Verdicts;
using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>The map of local exponents γ_1(t, η), median over the seeds, with the epochs at which the median seed reaches each threshold.</summary>
internal static class LocalExponentFigure
{
    private const int MostColumns = 240;

    /// <summary>Where runs were kept that have local exponents.</summary>
    public static FigureKind<CellGroup> Kind { get; } = new(
        "local-exponents", group => Cells(group).Length > 0 ? null : "nothing tells nearby trajectories apart", Of);

    private static Figure Of(CellGroup group)
    {
        var cells = Cells(group);
        double[][] rows = [.. cells.Select(cell => Merged([.. Quartiles.Along([.. cell.Runs.Select(run => run.Growth)]).Select(q => q.Middle)]))];
        var scale = ColourScale.Of(rows.SelectMany(row => row));
        var isTangent = group.Verdict.Source == GrowthSource.Tangents;
        var quantity = isTangent ? "γ_{1} per epoch" : "Δ ln D per epoch";
        return new Figure(
            group, Kind.Name,
            "Local exponents along the run against learning rate",
            $"The {(isTangent ? "local exponent of the leading tangent vector" : "growth of ln D(t) from one epoch to the next (no tangents were followed)")}, "
            + $"median over {group.RunSeeds}, at each epoch (across) and η (upwards): orange and brown where nearby trajectories part, blue where they approach. "
            + "Lines: the epoch at which the median seed reaches each threshold. The scale is the signed root, and its ends leave out 2 % of the values.",
            page =>
            {
                FigureHead.Head(page, group, $"Local exponents {(isTangent ? "γ_{1}(t, η)" : "Δ ln D(t, η)")}");
                scale.Put(page, quantity);
                page.Key([.. Key(group, cells)]);
                page.Panel(540, area => Create(group, cells, rows, scale, area));
                FigureHead.Foot(page, group.Campaign);
            });
    }

    private static Panel Create(CellGroup group, CellSummary[] cells, double[][] rows, ColourScale scale, SKRect area)
    {
        double[] positions = [.. cells.Select(cell => RateAxis.Position(cell.Cell.LearningRate))];
        var edges = Edges(positions);
        var epochs = group.Campaign.Epochs;
        var panel = new Panel(
            area, EpochAxis.Of(group.Campaign, area), Axis.Logarithmic(edges[0], edges[^1], (int)(area.Height / 30)), RateAxis.Label, EpochAxis.Label);
        var columns = rows.Max(row => row.Length);
        var bin = Bin(cells.SelectMany(cell => cell.Runs).Max(run => run.Growth.Length)) * cells[0].Runs[0].Stride;
        double[] x = [.. Enumerable.Range(0, columns + 1).Select(i => Math.Min((double)i * bin, epochs))];
        panel.Plot.Add.Plottable(new ColourMap(x, edges, [.. rows.Select(row => row.Select(scale.Fraction).ToArray())]));
        if (group.Onset is { } onset && RateAxis.Position(onset) is var at && at > edges[0] && at < edges[^1])
            panel.Stroke(0, at, epochs, at, Palette.Ink, 1.5f, LinePattern.Dashed);
        for (var k = 0; k < group.Campaign.Thresholds.Count; k++)
        {
            double[] times = [.. cells.Select(cell => cell.TrainingTimes[k].Median).Select(time => double.IsFinite(time) ? time : double.NaN)];
            // Broken where half never get there: lines along the run of cells that do.
            for (var i = 0; i < times.Length; i++)
            {
                if (!double.IsFinite(times[i])) continue;
                if (i > 0 && double.IsFinite(times[i - 1]))
                {
                    panel.Stroke(times[i - 1], positions[i - 1], times[i], positions[i], Colors.White, 4);
                    panel.Stroke(times[i - 1], positions[i - 1], times[i], positions[i], Palette.Ink, 1.6f);
                }
            }

            for (var i = 0; i < times.Length; i++)
                if (double.IsFinite(times[i])) panel.Mark(times[i], positions[i], Palette.Shape(k), 10, Palette.Ink, open: k % 2 == 1);
        }

        return panel;
    }

    private static IEnumerable<KeyEntry> Key(CellGroup group, CellSummary[] cells)
    {
        for (var k = 0; k < group.Campaign.Thresholds.Count; k++)
        {
            if (cells.Any(cell => double.IsFinite(cell.TrainingTimes[k].Median)))
            {
                var shape = Palette.Shape(k);
                yield return new(
                    $"{group.Curve.Task.Score} {TrainingTimePanel.Threshold(group.Campaign.Thresholds[k])}", k % 2 == 1 ? Palette.Open(shape) : shape, Palette.Ink, LinePattern.Solid);
            }
        }

        if (group.Onset is { } onset) yield return new($"onset η_{{c}} = {Numbers.Significant(onset)}", MarkerShape.None, Palette.Ink, LinePattern.Dashed);
    }

    private static CellSummary[] Cells(CellGroup group) =>
        [.. group.WithRuns(RunSampling.MostRates).Where(cell => cell.Runs.Any(run => run.Growth.Any(float.IsFinite)))];

    // A row reaches halfway to its neighbours.
    private static double[] Edges(double[] positions)
    {
        if (positions.Length == 1) return [positions[0] - 0.1, positions[0] + 0.1];
        double[] between = [.. positions.Zip(positions.Skip(1), (low, high) => (low + high) / 2)];
        return [2 * positions[0] - between[0], .. between, 2 * positions[^1] - between[^1]];
    }

    private static int Bin(int length) => (length + MostColumns - 1) / MostColumns;

    private static double[] Merged(double[] row) =>
        [.. row.Chunk(Math.Max(1, Bin(row.Length))).Select(chunk => chunk.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average())];
}
