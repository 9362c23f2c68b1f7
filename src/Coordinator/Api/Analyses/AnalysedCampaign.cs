using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Analysis.Reports;

namespace Chaos.Actors.Coordinator.Api.Analyses;

/// <summary>What a campaign's results said when they were last looked at.</summary>
/// <param name="Analysis">What its series say.</param>
/// <param name="Provenance">Where they come from.</param>
/// <param name="Figures">What can be drawn of it.</param>
internal sealed record AnalysedCampaign(CampaignAnalysis Analysis, Provenance Provenance, FigureSet Figures);
