namespace Chaos.Actors.Coordinator.Results;

/// <summary>What was written last for a campaign, and may be unknown to its journal.</summary>
/// <param name="Rows">Rows of a batch.</param>
/// <param name="Extension">The campaign and its items after its rows were moved into another grid or taken over; else null.</param>
public sealed record LastWrite(IReadOnlyList<StoredSummary> Rows, StoredItems? Extension);
