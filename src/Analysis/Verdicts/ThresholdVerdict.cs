using Chaos.Actors.Analysis.Cells;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>One threshold. Everything is paired by seed; a seed that never reaches it has no fastest η and takes no part in ratios.</summary>
/// <param name="Accuracy">a.</param>
/// <param name="Reached">Seeds with a fastest η.</param>
/// <param name="Fastest">Median over them of the fastest η; NaN without any.</param>
/// <param name="FastestInterval">Its 95 % interval.</param>
/// <param name="FastestCell">argmin over η of the median τ, a run that diverges or never gets there counted as +∞; null if no median is finite.</param>
/// <param name="LeastMedian">That median τ, in epochs.</param>
/// <param name="LogRatio">Median of ln(η*_s / η_c,s); ±∞ where the grid ends before the onset.</param>
/// <param name="LogRatioInterval">Its 95 % interval.</param>
/// <param name="P">Wilcoxon's signed-rank p that it is 0; NaN below five seeds.</param>
/// <param name="AdjustedP">p after Holm over the thresholds of the curve.</param>
/// <param name="Within">Seeds whose fastest η is an end of their onset's bracket: no point of the grid lies between.</param>
/// <param name="Resolution">ln of the step of the grid that holds the onset, median over the seeds.</param>
/// <param name="Relation">What follows.</param>
/// <param name="TauEta">Median of τ·η at each η of <see cref="CurveVerdict.Rates"/>.</param>
/// <param name="StepGain">Median of ln(τ·η at <paramref name="FastestCell"/> / τ·η on the seed's small-η plateau): 0 where the step explains the gain.</param>
/// <param name="StepGainInterval">Its 95 % interval.</param>
/// <param name="GrowthBeforeReached">Seeds which at their fastest η are chaotic, with the transient beginning before τ.</param>
/// <param name="AmplificationBefore">Median over the seeds of G(τ) at their fastest η, in e-folds.</param>
/// <param name="GrowthStart">Median epoch at which the transient begins, of the seeds that are chaotic at their fastest η; NaN without any.</param>
public sealed record ThresholdVerdict(
    double Accuracy, Proportion Reached, double Fastest, Interval FastestInterval, double? FastestCell, double LeastMedian,
    double LogRatio, Interval LogRatioInterval, double P, double AdjustedP, Proportion Within, double Resolution, Relation Relation,
    IReadOnlyList<double> TauEta, double StepGain, Interval StepGainInterval, Proportion GrowthBeforeReached, double AmplificationBefore,
    double GrowthStart);
