using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Comparisons;

/// <summary>One of the two campaigns of a comparison.</summary>
/// <param name="Analysis">What its series say.</param>
/// <param name="Contents">What its tasks' data are.</param>
/// <param name="Items">What is stored beside the series of each finished item, by index.</param>
public sealed record ComparedCampaign(CampaignAnalysis Analysis, TaskContents Contents, IReadOnlyDictionary<long, ComparedItem> Items)
{
    /// <summary>The campaign.</summary>
    public CampaignSpec Campaign => Analysis.Campaign;

    /// <summary>What the items of a cell say, by curve and η.</summary>
    internal ILookup<(int Curve, double Eta), JudgedItem> Judged { get; } =
        (from verdict in Analysis.Verdicts from item in verdict.Items select (verdict.Curve.Number, item)).ToLookup(pair => (pair.Number, pair.item.Eta), pair => pair.item);
}
