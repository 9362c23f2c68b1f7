using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>What a campaign's stored series say.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Estimator">The estimator of Λ.</param>
/// <param name="Cells">Every cell with at least one finished seed, by index.</param>
/// <param name="Verdicts">One for each curve.</param>
public sealed record CampaignAnalysis(
    CampaignSpec Campaign, Estimator Estimator, IReadOnlyList<CellSummary> Cells, IReadOnlyList<CurveVerdict> Verdicts);
