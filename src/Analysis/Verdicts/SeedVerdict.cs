namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>One seed.</summary>
/// <param name="Seed">Its value on the seed axis.</param>
/// <param name="Onset">Where chaos sets in for it.</param>
/// <param name="Fastest">Its fastest η for each threshold, the smallest of equals; NaN where it never gets there.</param>
public sealed record SeedVerdict(int Seed, SeedOnset Onset, IReadOnlyList<double> Fastest);
