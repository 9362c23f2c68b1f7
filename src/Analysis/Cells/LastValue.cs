namespace Chaos.Actors.Analysis.Cells;

/// <summary>Where an observed series ended.</summary>
/// <param name="Series">Its name, such as <c>testLoss</c>.</param>
/// <param name="Value">Its last value.</param>
public sealed record LastValue(string Series, double Value);
