using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Results;

/// <summary>The schema <c>chaos/run/2</c>.</summary>
internal static class RunJson
{
    /// <summary>The object of a finished run; τ that is never reached by half the seeds is null.</summary>
    public static object Of(CampaignStatus status, ResultFiles files) => new
    {
        Schema = "chaos/run/2",
        Campaign = status.Campaign.Value,
        status.Items,
        status.Done,
        status.Failed,
        Quarantined = status.Quarantined.Select(item => new { Item = item.Item.Value, item.Failures, item.Error, Node = item.Node.Value }),
        files.Analysis.Estimator,
        Cells = files.Analysis.Cells.Select(Cell),
        Verdicts = VerdictJson.Groups(files.Analysis),
        Search = SearchText.Json(files.Analysis),
        Files = files.Paths,
    };

    private static object Cell(CellSummary cell) => new
    {
        Cell = cell.Cell.Index,
        Task = cell.Cell.Task.Title,
        Architecture = cell.Cell.Architecture.Name,
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
        cell.TrainingTimes,
    };
}
