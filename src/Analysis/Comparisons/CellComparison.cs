using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Comparisons;

/// <summary>A cell that both campaigns have.</summary>
/// <param name="A">The cell in A.</param>
/// <param name="B">The cell in B.</param>
/// <param name="Lambda">λ, mean over seeds of Λ by the usual estimator.</param>
/// <param name="Chaotic">Chaotic seeds.</param>
/// <param name="Times">τ, median over the seeds, for each threshold that both have, in epochs.</param>
public sealed record CellComparison(Cell A, Cell B, PairedDifference Lambda, ChaosDifference Chaotic, IReadOnlyList<PairedDifference> Times);
