using Chaos.Actors.Analysis.Cells;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>Chooses and writes the figures of a campaign.</summary>
public static class FigureFiles
{
    private const int MostCells = 500;

    // Of so many groups each has all its figures, of so many its first; beyond, only the campaign's own are drawn: nobody reads more files.
    private const int MostInFull = RunSampling.MostCurves, MostAtAll = 40;

    /// <summary>What a figure is written as.</summary>
    private static readonly (string Extension, Action<Figure, Stream, FigureSize?> Write)[] Formats =
    [
        (".png", (figure, file, size) => figure.WritePng(file, size)),
        (".svg", (figure, file, size) => figure.WriteSvg(file, size)),
        (".pdf", (figure, file, size) => figure.WritePdf(file, size)),
    ];

    /// <summary>The extensions of the files that a figure is written to.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. Formats.Select(format => format.Extension)];

    /// <summary>The figures that have something to show, and a sentence for what is left out.</summary>
    public static FigureSet Of(CampaignAnalysis analysis)
    {
        CellGroup[] groups = [.. CellGroup.Of(analysis).Select(group => group.Thinned(MostCells))];
        if (groups.Length == 0) return new FigureSet([], ["No figure is drawn: no work item has finished."]);
        List<Figure> figures = [];
        List<string> leftOut = [];
        foreach (var kind in FigureList.OfCampaign) Add(kind, analysis, figures, leftOut, string.Empty);
        var kinds = groups.Length <= MostInFull ? FigureList.OfGroup : groups.Length <= MostAtAll ? [.. FigureList.OfGroup.Take(1)] : [];
        foreach (var group in groups)
            foreach (var kind in kinds) Add(kind, group, figures, leftOut, Label(group));
        if (kinds.Count < FigureList.OfGroup.Count)
        {
            leftOut.Add($"With {Numbers.Count(groups.Length)} groups of cells "
                + (kinds.Count > 0 ? $"only the figure {kinds[0].Name} is drawn of each" : "no figure of a single one is drawn")
                + $"; all of them are in a campaign of at most {MostInFull}, such as a part of this one's grid.");
        }

        return new FigureSet(figures, leftOut);
    }

    /// <summary>Has each figure written in every format; returns the file names.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="save">Creates a file of that name and lets it be filled.</param>
    /// <param name="size">How large they are; for the screen if not given.</param>
    public static IReadOnlyList<string> Write(FigureSet figures, Action<string, Action<Stream>> save, FigureSize? size = null)
    {
        var names = new List<string>();
        foreach (var figure in figures.Figures)
        {
            foreach (var (extension, write) in Formats)
            {
                save(figure.Stem + extension, file => write(figure, file, size));
                names.Add(figure.Stem + extension);
            }
        }

        return names;
    }

    /// <summary>Whether a file of that name can only be a figure of a campaign.</summary>
    public static bool IsFigure(string name)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        return Formats.Any(format => format.Extension == Path.GetExtension(name))
            && FigureList.OfGroup.Select(kind => kind.Name).Concat(FigureList.OfCampaign.Select(kind => kind.Name))
                .Any(known => stem == known || stem.StartsWith(known + "-", StringComparison.Ordinal));
    }

    private static void Add<T>(FigureKind<T> kind, T what, List<Figure> figures, List<string> leftOut, string label)
    {
        if (kind.LeftOut(what) is { } reason) leftOut.Add($"The figure {kind.Name}{label} is left out: {reason}.");
        else figures.Add(kind.Draw(what));
    }

    private static string Label(CellGroup group) => group.Curve.Label(group.Campaign, Numbers.Label) is { Length: > 0 } label ? $" of {label}" : string.Empty;
}
