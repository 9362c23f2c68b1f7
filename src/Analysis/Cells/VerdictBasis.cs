namespace Chaos.Actors.Analysis.Cells;

/// <summary>What a verdict rests on.</summary>
/// <param name="Threshold">a.</param>
/// <param name="Index">Its place among the thresholds.</param>
/// <param name="Resolution">The smallest exponent that counts as positive.</param>
/// <param name="Cells">The cells with a finished seed, η ascending.</param>
/// <param name="Positive">Those whose interval of λ is positive.</param>
/// <param name="Onset">The onset, or null.</param>
/// <param name="Fastest">The fastest, or null.</param>
/// <param name="Probability">Bootstrap probability that the fastest η is chaotic, or NaN.</param>
internal sealed record VerdictBasis(
    double Threshold, int Index, double Resolution, IReadOnlyList<CellSummary> Cells, IReadOnlyList<CellSummary> Positive,
    CellSummary? Onset, CellSummary? Fastest, double Probability)
{
    /// <summary>The median τ at the fastest η.</summary>
    public double LeastMedian => Fastest!.TrainingTimes[Index].Median;

    /// <summary>Cells in which more than half of the seeds reach the threshold, and half or more diverge.</summary>
    public IReadOnlyList<CellSummary> ReachedAndDivergent { get; } =
        [.. Cells.Where(cell => cell.IsDivergent && double.IsFinite(cell.TrainingTimes[Index].Median))];
}
