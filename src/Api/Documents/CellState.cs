using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Api.Documents;

/// <summary>A cell as it fills up: running aggregates of its finished seeds.</summary>
/// <param name="Cell">Its index.</param>
/// <param name="Task">The task.</param>
/// <param name="Architecture">The network.</param>
/// <param name="L2">The L2 coefficient.</param>
/// <param name="Momentum">β.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="LearningRate">η.</param>
/// <param name="Done">Finished seeds.</param>
/// <param name="Failed">Quarantined seeds.</param>
/// <param name="Divergent">Finished seeds that ended in a non-finite loss.</param>
/// <param name="Lambda">Mean of Λ so far; NaN (null) without any.</param>
/// <param name="Accuracy">Mean final test accuracy so far.</param>
/// <param name="Reached">For each threshold, how many finished seeds reached it.</param>
/// <param name="Seeds">All seeds of the cell.</param>
/// <param name="Lambdas">Finished seeds with a finite Λ.</param>
/// <param name="LambdaDeviation">Sample standard deviation of Λ; NaN (null) below two.</param>
/// <param name="TrainingTimes">For each threshold, mean τ over the seeds that reached it.</param>
public sealed record CellState(
    int Cell,
    string Task,
    string Architecture,
    double L2,
    double Momentum,
    double Epsilon,
    double LearningRate,
    long Done,
    long Failed,
    long Divergent,
    double Lambda,
    double Accuracy,
    IReadOnlyList<long> Reached,
    int Seeds,
    long Lambdas,
    double LambdaDeviation,
    IReadOnlyList<double> TrainingTimes)
{
    /// <summary>The cell of a campaign.</summary>
    public static CellState Of(CampaignSpec campaign, CellProgress cell)
    {
        var point = campaign.Grid.Cell(cell.Cell);
        return new CellState(
            cell.Cell,
            point.Task.Title,
            point.Architecture.Name,
            point.L2,
            point.Momentum,
            point.Epsilon,
            point.LearningRate,
            cell.Done,
            cell.Failed,
            cell.Divergent,
            cell.MeanLambda,
            cell.MeanFinalAccuracy,
            cell.Reached,
            campaign.Grid.SeedsOf(cell.Cell),
            cell.Lambdas,
            cell.LambdaDeviation,
            cell.MeanTrainingTime);
    }
}
