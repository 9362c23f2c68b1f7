using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>Where chaos sets in along one curve, whether learning is fastest there, and whether it is chaos that is fast: docs/measurement.md.</summary>
/// <param name="Curve">The cells it is about.</param>
/// <param name="Source">What growth is read from.</param>
/// <param name="Flow">p, growth of gradient flow per unit of η·t, median over the seeds.</param>
/// <param name="Items">What it rests on, by η, then seed.</param>
/// <param name="Rates">One for each η with a finished item, ascending.</param>
/// <param name="Seeds">One for each seed with a finished item, ascending.</param>
/// <param name="Onset">η_c.</param>
/// <param name="Sensitivity">η_c under other criteria.</param>
/// <param name="Thresholds">One for each threshold of the campaign.</param>
/// <param name="Primary">The place of the primary threshold, or −1 where the campaign has none.</param>
/// <param name="Settles">What would halve the interval of η_c, cheapest first.</param>
public sealed record CurveVerdict(
    Curve Curve, GrowthSource Source, double Flow, IReadOnlyList<JudgedItem> Items, IReadOnlyList<RateVerdict> Rates,
    IReadOnlyList<SeedVerdict> Seeds, LogisticOnset Onset, IReadOnlyList<Sensitivity> Sensitivity, IReadOnlyList<ThresholdVerdict> Thresholds,
    int Primary, IReadOnlyList<Settlement> Settles)
{
    /// <summary>η_c where it lies on the grid; null else.</summary>
    public double? OnsetOnGrid => Onset.Eta > 0 && double.IsFinite(Onset.Eta) ? Onset.Eta : null;

    /// <summary>At most three sentences: where chaos sets in, what is fastest, and whether it is chaos that is fast.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>The sentences as one text.</summary>
    public string Sentence => string.Join(' ', Sentences);
}
