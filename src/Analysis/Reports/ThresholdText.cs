using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>What a verdict says of one threshold, as tables show it.</summary>
internal static class ThresholdText
{
    /// <summary>η*, median over the seeds.</summary>
    public static string Fastest(ThresholdVerdict threshold) =>
        ReportText.With(ReportText.Number(threshold.Fastest), ReportText.Range(threshold.FastestInterval));

    /// <summary>η*/η_c, paired by seed.</summary>
    public static string Ratio(ThresholdVerdict threshold) =>
        ReportText.With(ReportText.Number(Math.Exp(threshold.LogRatio)), ReportText.Range(threshold.LogRatioInterval.Exp()));

    /// <summary>τ·η at the η of least median τ, over that at small η.</summary>
    public static string StepGain(ThresholdVerdict threshold) =>
        ReportText.With(ReportText.Number(Math.Exp(threshold.StepGain)), ReportText.Range(threshold.StepGainInterval.Exp()));

    /// <summary>Seeds whose growth begins before they are trained.</summary>
    public static string GrowthFirst(ThresholdVerdict threshold) =>
        $"{ReportText.Of(threshold.GrowthBeforeReached)}, {ReportText.Share(threshold.GrowthBeforeReached)}";
}
