using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>How finished items make a cell's aggregates.</summary>
public static class CellAggregation
{
    /// <summary>Adds one finished item (Welford 1962, one pass, no sum of squares).</summary>
    public static CellAggregate Add(this CellAggregate cell, ItemSummary item)
    {
        var next = cell with { Done = cell.Done + 1, Divergent = cell.Divergent + (item.DivergedAt is null ? 0 : 1) };
        if (double.IsFinite(item.Lambda))
        {
            var delta = item.Lambda - cell.MeanLambda;
            var mean = cell.MeanLambda + delta / (cell.Lambdas + 1);
            next = next with
            {
                Lambdas = cell.Lambdas + 1,
                MeanLambda = mean,
                SquaredDeviations = cell.SquaredDeviations + delta * (item.Lambda - mean),
            };
        }
        if (item.DivergedAt is null && double.IsFinite(item.FinalAccuracy))
        {
            next = next with
            {
                Accuracies = cell.Accuracies + 1,
                MeanFinalAccuracy =
                    cell.MeanFinalAccuracy + (item.FinalAccuracy - cell.MeanFinalAccuracy) / (cell.Accuracies + 1),
            };
        }
        for (var a = 0; a < cell.Reached.Length && a < item.TrainingTimes.Count; a++)
        {
            // What a release journalled that counted the accuracy at a non-finite loss is none.
            if (item.TrainingTimes[a] is not { } epochs || epochs >= item.DivergedAt) continue;
            var reached = next.Reached[a] + 1;
            var mean = next.MeanTrainingTime[a] + (epochs - next.MeanTrainingTime[a]) / reached;
            next = next with
            {
                Reached = next.Reached.SetItem(a, reached),
                MeanTrainingTime = next.MeanTrainingTime.SetItem(a, mean),
            };
        }
        return next;
    }

    /// <summary>The aggregates as people are told of them: NaN where there is nothing to take a mean of.</summary>
    public static CellProgress ToProgress(this CellAggregate cell, long failed) => new(
        cell.Cell,
        cell.Done,
        failed,
        cell.Divergent,
        cell.Lambdas,
        cell.Lambdas == 0 ? double.NaN : cell.MeanLambda,
        cell.Lambdas < 2 ? double.NaN : Math.Sqrt(cell.SquaredDeviations / (cell.Lambdas - 1)),
        cell.Accuracies == 0 ? double.NaN : cell.MeanFinalAccuracy,
        cell.Reached,
        [.. cell.MeanTrainingTime.Select((mean, a) => cell.Reached[a] == 0 ? double.NaN : mean)]);
}
