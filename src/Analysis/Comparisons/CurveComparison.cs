using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Analysis.Comparisons;

/// <summary>A curve that both campaigns have.</summary>
/// <param name="A">What A says of it.</param>
/// <param name="B">What B says of it.</param>
/// <param name="LogOnset">ln η_c: its difference is ln(η_c,B / η_c,A) of the seeds whose onset both grids bracket.</param>
public sealed record CurveComparison(CurveVerdict A, CurveVerdict B, PairedDifference LogOnset);
