namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>The onset under another criterion.</summary>
/// <param name="Kappa">κ.</param>
/// <param name="Decades">Decades.</param>
/// <param name="Onset">η_c then.</param>
public sealed record Sensitivity(double Kappa, double Decades, LogisticOnset Onset);
