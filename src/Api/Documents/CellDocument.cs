using Chaos.Actors.Analysis.Cells;

namespace Chaos.Actors.Api.Documents;

/// <summary>What the finished seeds of a cell say, with bootstrap intervals; τ that is never reached by half the seeds is null.</summary>
/// <param name="Cell">Its index.</param>
/// <param name="Task">The task.</param>
/// <param name="Architecture">The network.</param>
/// <param name="L2">The L2 coefficient.</param>
/// <param name="Momentum">β.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="LearningRate">η.</param>
/// <param name="Seeds">Items that were analysed.</param>
/// <param name="Divergent">How many of them diverged.</param>
/// <param name="Lambda">λ: mean of Λ over the kept seeds.</param>
/// <param name="LambdaInterval">Its 95 % interval.</param>
/// <param name="KeptFraction">Fraction of the seeds whose Λ the estimator kept.</param>
/// <param name="InitialDistance">D(0), mean over seeds.</param>
/// <param name="FinalAccuracy">Test accuracy at the end, mean over seeds that did not diverge.</param>
/// <param name="BestAccuracy">The best test accuracy, mean over seeds.</param>
/// <param name="TrainingTimes">One for each threshold.</param>
public sealed record CellDocument(
    int Cell,
    string Task,
    string Architecture,
    double L2,
    double Momentum,
    double Epsilon,
    double LearningRate,
    int Seeds,
    int Divergent,
    double Lambda,
    Interval LambdaInterval,
    double KeptFraction,
    double InitialDistance,
    double FinalAccuracy,
    double BestAccuracy,
    IReadOnlyList<ThresholdSummary> TrainingTimes)
{
    /// <summary>The document of a cell.</summary>
    public static CellDocument Of(CellSummary cell) => new(
        cell.Cell.Index,
        cell.Cell.Task.Title,
        cell.Cell.Architecture.Name,
        cell.Cell.L2,
        cell.Cell.Momentum,
        cell.Cell.Epsilon,
        cell.Cell.LearningRate,
        cell.Seeds,
        cell.Divergent,
        cell.Lambda,
        cell.LambdaInterval,
        cell.KeptFraction,
        cell.InitialDistance,
        cell.FinalAccuracy,
        cell.BestAccuracy,
        cell.TrainingTimes);
}
