using Chaos.Actors.Analysis.Cells;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>Every figure there is, in the order of a report: the one place that names them.</summary>
internal static class FigureList
{
    /// <summary>Those of a group of cells that differ in η alone; the first is drawn of every group, however many there are.</summary>
    public static IReadOnlyList<FigureKind<CellGroup>> OfGroup { get; } =
    [
        OnsetFigure.Kind, TransientFigure.Kind, TrainingTimeFigure.Kind, FlowFigure.Kind, LocalExponentFigure.Kind, SharpnessFigure.Kind,
        DivergenceFigure.Kind, LearningFigure.Kind, BifurcationFigure.Kind, DistributionFigure.Kind, EstimatorFigure.Kind,
    ];

    /// <summary>Those of a campaign.</summary>
    public static IReadOnlyList<FigureKind<CampaignAnalysis>> OfCampaign { get; } = [OverviewFigure.Kind, RegimeFigure.Kind];
}
