namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>An item of a curve.</summary>
/// <param name="Eta">η.</param>
/// <param name="Seed">Its value on the seed axis.</param>
/// <param name="Transient">What its series say.</param>
public readonly record struct JudgedItem(double Eta, int Seed, ItemTransient Transient);
