using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Exports;

/// <summary>The columns of <c>cells.csv</c> and <c>cells.parquet</c>: one row for each cell with at least one finished seed.</summary>
public static class CellColumns
{
    /// <summary>
    /// The columns. For each threshold <c>a</c>: <c>reached_a</c> (fraction of the seeds), <c>tau_a</c> (median over all seeds, never-reached
    /// counted as ∞), <c>tau_a_low</c> and <c>tau_a_high</c> (95 % interval).
    /// </summary>
    public static TableColumns<CellSummary> Of(CampaignSpec campaign)
    {
        var columns = new TableColumns<CellSummary>()
            .Count("cell", cell => cell.Cell.Index)
            .Text("task", cell => cell.Cell.Task.Title)
            .Text("architecture", cell => cell.Cell.Architecture.Name)
            .Number("l2", cell => cell.Cell.L2)
            .Number("momentum", cell => cell.Cell.Momentum)
            .Number("epsilon", cell => cell.Cell.Epsilon)
            .Number("eta", cell => cell.Cell.LearningRate)
            .Count("seeds", cell => cell.Seeds)
            .Count("divergent", cell => cell.Divergent)
            .Number("lambda", cell => cell.Lambda)
            .Number("lambda_low", cell => cell.LambdaInterval.Low)
            .Number("lambda_high", cell => cell.LambdaInterval.High)
            .Number("lambda_sd", cell => cell.LambdaDeviation)
            .Number("kept_fraction", cell => cell.KeptFraction)
            .Number("initial_distance", cell => cell.InitialDistance)
            .Number("final_accuracy", cell => cell.FinalAccuracy)
            .Number("best_accuracy", cell => cell.BestAccuracy);
        foreach (var (a, threshold) in campaign.Thresholds.Select(CsvText.Of).Index())
        {
            columns.Number($"reached_{threshold}", cell => cell.TrainingTimes[a].ReachedFraction)
                .Number($"tau_{threshold}", cell => cell.TrainingTimes[a].Median)
                .Number($"tau_{threshold}_low", cell => cell.TrainingTimes[a].MedianInterval.Low)
                .Number($"tau_{threshold}_high", cell => cell.TrainingTimes[a].MedianInterval.High);
        }
        return columns;
    }
}
