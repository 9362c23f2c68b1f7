using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Exports;

/// <summary><c>cells.csv</c>: one row for each cell with at least one finished seed, as given.</summary>
public static class CellsCsv
{
    /// <summary>
    /// Writes the table. For each threshold <c>a</c>: <c>reached_a</c> (fraction of the seeds), <c>tau_a</c> (median
    /// over all seeds, never-reached counted as <c>inf</c>), <c>tau_a_low</c> and <c>tau_a_high</c> (95 % interval).
    /// </summary>
    public static void Write(TextWriter destination, CampaignSpec campaign, IEnumerable<CellSummary> cells)
    {
        using var table = new CsvTable(destination);
        table.Add("cell").Add("task").Add("architecture").Add("l2").Add("momentum").Add("epsilon").Add("eta").Add("seeds").Add("divergent")
            .Add("lambda").Add("lambda_low").Add("lambda_high").Add("lambda_sd").Add("kept_fraction")
            .Add("initial_distance").Add("final_accuracy").Add("best_accuracy");
        foreach (var threshold in campaign.Thresholds.Select(CsvTable.Text))
        {
            table.Add($"reached_{threshold}").Add($"tau_{threshold}")
                .Add($"tau_{threshold}_low").Add($"tau_{threshold}_high");
        }

        table.EndRow();
        foreach (var cell in cells) WriteRow(table, cell);
    }

    private static void WriteRow(CsvTable table, CellSummary cell)
    {
        table.Add(cell.Cell.Index).Add(cell.Cell.Task.Title).Add(cell.Cell.Architecture.Name)
            .Add(cell.Cell.L2).Add(cell.Cell.Momentum).Add(cell.Cell.Epsilon).Add(cell.Cell.LearningRate)
            .Add(cell.Seeds).Add(cell.Divergent)
            .Add(cell.Lambda).Add(cell.LambdaInterval.Low).Add(cell.LambdaInterval.High).Add(cell.LambdaDeviation).Add(cell.KeptFraction)
            .Add(cell.InitialDistance).Add(cell.FinalAccuracy).Add(cell.BestAccuracy);
        foreach (var time in cell.TrainingTimes)
        {
            table.Add(time.ReachedFraction).Add(time.Median)
                .Add(time.MedianInterval.Low).Add(time.MedianInterval.High);
        }

        table.EndRow();
    }
}
