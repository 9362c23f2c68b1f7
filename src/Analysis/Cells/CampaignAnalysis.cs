using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>What a campaign's stored series say.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Estimator">The estimator of Λ.</param>
/// <param name="Cells">Every cell with at least one finished seed, by index.</param>
/// <param name="Verdicts">One for each curve and threshold.</param>
public sealed record CampaignAnalysis(
    CampaignSpec Campaign, Estimator Estimator, IReadOnlyList<CellSummary> Cells, IReadOnlyList<Verdict> Verdicts)
{
    /// <summary>The smallest λ that counts as positive here, per epoch: one e-folding over the run.</summary>
    public double Resolution => Exponent.Resolution(Campaign.Epochs);
}

/// <summary>Where chaos sets in, and whether learning is fastest there.</summary>
/// <param name="Curve">The cells it is about.</param>
/// <param name="Threshold">The accuracy τ was taken at.</param>
/// <param name="Onset">
/// η_c: the smallest η from which on the interval of λ lies above 0 beyond doubt, that is above
/// <see cref="CampaignAnalysis.Resolution"/>; null if there is none.
/// </param>
/// <param name="Fastest">argmin over η of the median τ; null if no η reaches the threshold in more than half its seeds.</param>
/// <param name="ChaoticProbability">
/// Share of the paired bootstrap resamples in which λ lies above the resolution at that resample's fastest η; NaN
/// without a fastest η or with one seed only.
/// </param>
/// <param name="Sentence">The verdict in one sentence.</param>
public sealed record Verdict(
    Curve Curve, double Threshold, double? Onset, double? Fastest, double ChaoticProbability, string Sentence);
