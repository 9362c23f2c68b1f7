using Chaos.Actors.Analysis;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Search;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Cli.Results;

/// <summary>What a search has come to: its end, what it took, and what a grid would have taken that was fixed beforehand.</summary>
internal static class SearchText
{
    /// <summary>The present round, in one line: <c>round 3: η_c between 3.4 and 4.1 (95 %), 12 items</c>; null where nothing is searched.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="left">Items that are not done.</param>
    public static string? Round(CampaignSpec campaign, long left) => campaign.Search is not { Ended: null } search ? null
        : search.Report.Length == 0
            ? $"round {search.Round}: from η = {Numbers.Rate(search.Low)} to {Numbers.Rate(search.High)}, {Numbers.Count(left, "item")}"
            : $"round {search.Round}: {search.Report}, {Numbers.Count(left, "item")}";

    /// <summary>The end, in sentences; none where nothing was searched.</summary>
    public static IEnumerable<string> End(CampaignAnalysis analysis)
    {
        if (analysis.Campaign is not { Search: { } search, Grid: var grid } campaign) yield break;
        if (search.Ended is { } reason) yield return reason;
        var spent = $"The search took {Numbers.Count(grid.Items, "item")} ({Numbers.Count((long)grid.ReplicaEpochs)} replica-epochs) in {Numbers.Count(search.Round, "round")}";
        if (FixedGrid.Of(campaign, analysis.Verdicts) is not { } fix) yield return spent + ".";
        else
        {
            yield return $"{spent}; a fixed grid as fine, {Numbers.Count(fix.Rates)} η × {Numbers.Count(fix.Seeds, "seed")}, has {Numbers.Count(fix.Items)} items, "
                + $"{Numbers.Significant((double)fix.Items / grid.Items, 2)} times as many.";
        }
    }
}
