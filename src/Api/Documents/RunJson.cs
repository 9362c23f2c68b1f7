using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Search;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Api.Documents;

/// <summary>The schema <c>chaos/run/2</c>.</summary>
public static class RunJson
{
    /// <summary>The object of a finished run.</summary>
    /// <param name="status">Where the campaign stands.</param>
    /// <param name="analysis">What its series say.</param>
    /// <param name="files">The files that were written.</param>
    public static object Of(CampaignStatus status, CampaignAnalysis analysis, IReadOnlyList<string> files) => new
    {
        Schema = "chaos/run/2",
        Campaign = status.Campaign.Value,
        status.Items,
        status.Done,
        status.Failed,
        Quarantined = status.Quarantined.Select(FailedItem.Of),
        analysis.Estimator,
        Cells = analysis.Cells.Select(CellDocument.Of),
        Verdicts = VerdictJson.Groups(analysis),
        Search = Search(analysis),
        Files = files,
    };

    // Null where nothing was searched.
    private static object? Search(CampaignAnalysis analysis) => analysis.Campaign is not { Search: { } search, Grid: var grid } ? null : new
    {
        search.Width,
        search.Low,
        search.High,
        search.Budget,
        search.Error,
        Rounds = search.Round,
        search.Ended,
        grid.Items,
        grid.ReplicaEpochs,
        FixedGrid = FixedGrid.Of(analysis.Campaign, analysis.Verdicts),
    };
}
