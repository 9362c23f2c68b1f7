namespace Chaos.Actors.Coordinator.Results;

/// <summary>A row of <c>results</c> as it is found, with its rows of <c>series</c>.</summary>
/// <param name="Values">In the order of the table's columns.</param>
/// <param name="Observed">What the item observed.</param>
internal sealed record StoredRow(object?[] Values, IReadOnlyList<StoredSeries> Observed);
