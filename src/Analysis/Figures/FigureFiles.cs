using Chaos.Actors.Analysis.Cells;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>Writes every figure of a campaign.</summary>
public static class FigureFiles
{
    private const int MostCells = 500;

    /// <summary>The figures of a campaign: onset and divergence for each architecture × L2 with any result.</summary>
    public static IReadOnlyList<Figure> Of(CampaignAnalysis analysis) =>
        [.. CellGroup.Of(analysis).Select(group => group.Thinned(MostCells)).SelectMany(group => new[] { OnsetFigure.Of(group), DivergenceFigure.Of(group) })];

    /// <summary>Has each figure written as PNG and SVG; returns the file names.</summary>
    /// <param name="analysis">What the figures show.</param>
    /// <param name="save">Creates a file of that name and lets it be filled.</param>
    public static IReadOnlyList<string> Write(CampaignAnalysis analysis, Action<string, Action<Stream>> save)
    {
        var names = new List<string>();
        foreach (var figure in Of(analysis))
        {
            Save(figure.WritePng, figure.Stem + ".png");
            Save(figure.WriteSvg, figure.Stem + ".svg");
        }

        return names;

        void Save(Action<Stream> write, string name)
        {
            save(name, write);
            names.Add(name);
        }
    }
}
