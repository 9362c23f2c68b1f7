using Chaos.Actors.Analysis.Cells;
using ScottPlot;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>The colours of lines that differ in η: dark for the smallest, light for the largest, in the order of the key.</summary>
internal static class RateColours
{
    private const int MostNamed = 16;

    /// <summary>The colour of a cell among others.</summary>
    public static Color Of(CellSummary cell, IReadOnlyList<CellSummary> cells)
    {
        var (low, high) = (Math.Log(cells[0].Cell.LearningRate), Math.Log(cells[^1].Cell.LearningRate));
        return Palette.Sequential(high > low ? (Math.Log(cell.Cell.LearningRate) - low) / (high - low) : 0);
    }

    /// <summary>The key: every η, or some of them where they are many.</summary>
    public static IEnumerable<KeyEntry> Key(IReadOnlyList<CellSummary> cells)
    {
        yield return new(cells.Count > MostNamed ? $"η (some of {cells.Count}) =" : "η =", MarkerShape.None, Palette.Ink);
        foreach (var (i, cell) in cells.Index())
        {
            if (RunSampling.IsChosen(i, cells.Count, MostNamed))
                yield return new(Numbers.Rate(cell.Cell.LearningRate), MarkerShape.None, Of(cell, cells), LinePattern.Solid);
        }
    }
}
