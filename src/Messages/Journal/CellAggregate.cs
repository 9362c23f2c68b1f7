using System.Collections.Immutable;

namespace Chaos.Actors.Messages.Journal;

/// <summary>Running aggregates over a cell's finished items, in O(thresholds) memory.</summary>
/// <param name="Cell">The cell's index.</param>
/// <param name="Done">Finished items.</param>
/// <param name="Divergent">Those that ended in a non-finite loss.</param>
/// <param name="Lambdas">Those with a finite Λ.</param>
/// <param name="MeanLambda">Mean of Λ over them.</param>
/// <param name="SquaredDeviations">Σ (Λ − mean)² over them (Welford).</param>
/// <param name="Accuracies">Finished items that did not diverge.</param>
/// <param name="MeanFinalAccuracy">Mean final test accuracy over them.</param>
/// <param name="Reached">For each threshold, how many items reached it.</param>
/// <param name="MeanTrainingTime">For each threshold, mean τ over the items that reached it.</param>
public sealed record CellAggregate(
    int Cell,
    long Done,
    long Divergent,
    long Lambdas,
    double MeanLambda,
    double SquaredDeviations,
    long Accuracies,
    double MeanFinalAccuracy,
    ImmutableArray<long> Reached,
    ImmutableArray<double> MeanTrainingTime)
{
    /// <summary>A cell without finished items.</summary>
    public static CellAggregate Empty(int cell, int thresholds) =>
        new(cell, 0, 0, 0, 0, 0, 0, 0, [.. new long[thresholds]], [.. new double[thresholds]]);
}
