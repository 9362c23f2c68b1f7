using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>The figures of a campaign.</summary>
/// <param name="Drawn">Those that were drawn.</param>
/// <param name="LeftOut">A sentence for each that was not.</param>
public sealed record ReportFigures(IReadOnlyList<ReportFigure> Drawn, IReadOnlyList<string> LeftOut)
{
    /// <summary>None at all.</summary>
    public static ReportFigures None { get; } = new([], []);

    /// <summary>The figures of each group of cells, and those of none, by their names.</summary>
    internal ILookup<CellGroup?, ReportFigure> ByGroup(IReadOnlyList<CellGroup> groups)
    {
        // Names end with what tells a group from the others; one ending may be the end of another.
        var endings = groups.Select(group => (Ending: group.Stem(""), Group: group)).OrderByDescending(named => named.Ending.Length).ToArray();
        return Drawn.ToLookup(CellGroup? (figure) => endings.FirstOrDefault(named => figure.Stem.EndsWith(named.Ending, StringComparison.Ordinal)).Group);
    }
}
