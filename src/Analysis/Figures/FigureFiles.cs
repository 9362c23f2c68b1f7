using Chaos.Actors.Analysis.Cells;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>Writes every figure of a campaign.</summary>
public static class FigureFiles
{
    private const int MostCells = 500;

    /// <summary>The figures of a campaign: onset and divergence for each architecture × L2 with any result.</summary>
    public static IReadOnlyList<Figure> Of(CampaignAnalysis analysis) =>
        [.. CellGroup.Of(analysis).Select(group => group.Thinned(MostCells)).SelectMany(group => new[] { OnsetFigure.Of(group), DivergenceFigure.Of(group) })];

    /// <summary>Writes each figure as PNG and SVG into a folder, replacing older ones; returns the file names.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static IReadOnlyList<string> Write(CampaignAnalysis analysis, string folder)
    {
        Directory.CreateDirectory(folder);
        var names = new List<string>();
        foreach (var figure in Of(analysis))
        {
            Save(figure.WritePng, figure.Stem + ".png");
            Save(figure.WriteSvg, figure.Stem + ".svg");
        }

        return names;

        void Save(Action<Stream> write, string name)
        {
            // Under another name first: whoever kills the program leaves the former figure or the new one, never half of one.
            var path = Path.Combine(folder, name);
            using (var file = File.Create(path + ".partial")) write(file);
            File.Move(path + ".partial", path, overwrite: true);
            names.Add(name);
        }
    }
}
