namespace Chaos.Actors.Analysis.Figures;

/// <summary>The figures of a campaign.</summary>
/// <param name="Figures">Those that have something to show, in the order of a report.</param>
/// <param name="LeftOut">A sentence for each that has not, or that nobody would read.</param>
public sealed record FigureSet(IReadOnlyList<Figure> Figures, IReadOnlyList<string> LeftOut)
{
    /// <summary>None at all.</summary>
    public static FigureSet None { get; } = new([], []);
}
