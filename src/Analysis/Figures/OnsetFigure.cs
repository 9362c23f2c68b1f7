namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// λ_nMLE(η) above the fraction of chaotic seeds φ(η) above τ(η), on one logarithmic η axis: where chaos sets in, and whether learning is
/// fastest there.
/// </summary>
internal static class OnsetFigure
{
    /// <summary>Of every group: it has a cell at least.</summary>
    public static FigureKind<CellGroup> Kind { get; } = new("onset", _ => null, Of);

    private static Figure Of(CellGroup group) => new(
        group, Kind.Name,
        "Network Lyapunov exponent, fraction of chaotic seeds and training time against learning rate",
        "Above, the finite-time exponent Λ of every seed (points), their mean λ_nMLE and its 95 % interval, on an axis that is linear about 0 and "
        + "logarithmic beyond; in the middle, the fraction φ of chaotic seeds with Jeffreys' interval, and the logistic curve fitted to the seeds' own onsets (the η from "
        + "which on a seed is chaotic throughout: below φ where seeds fall back) with the interval of η_c; below, the median training time τ of each threshold. "
        + "A seed that never reaches a threshold counts as never, and one that diverges takes no part in φ.",
        page =>
        {
            FigureHead.Head(page, group, "Onset of chaos λ_{nMLE}(η) and training time τ(η)");
            page.Key([.. ExponentPanel.Key(group)]);
            page.Panel(236, area => ExponentPanel.Create(group, area), isLabelled: false);
            page.Key([.. ChaosPanel.Key(group)]);
            page.Panel(104, area => ChaosPanel.Create(group, area), isLabelled: false);
            page.Key([.. TrainingTimePanel.Key(group)]);
            page.Panel(236, area => TrainingTimePanel.Create(group, area));
            FigureHead.Foot(page, group.Campaign);
        });
}
