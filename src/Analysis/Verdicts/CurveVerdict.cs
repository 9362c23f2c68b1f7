using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>Where chaos sets in along one curve, whether learning is fastest there, and whether it is chaos that is fast: docs/estimators.md.</summary>
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

/// <summary>An item of a curve.</summary>
/// <param name="Eta">η.</param>
/// <param name="Seed">Its value on the seed axis.</param>
/// <param name="Transient">What its series say.</param>
public readonly record struct JudgedItem(double Eta, int Seed, ItemTransient Transient);

/// <summary>One η.</summary>
/// <param name="Eta">η.</param>
/// <param name="Chaotic">Chaotic seeds, of those that tell: divergent ones do not.</param>
/// <param name="Divergent">Seeds whose run diverges.</param>
/// <param name="Amplification">Median of A over the seeds that tell, in e-folds.</param>
/// <param name="LambdaOverEta">Median of Λ/η.</param>
/// <param name="Sharpness">Median of the largest sharpness·η/2; NaN where nobody looked for it.</param>
public sealed record RateVerdict(double Eta, Proportion Chaotic, int Divergent, double Amplification, double LambdaOverEta, double Sharpness);

/// <summary>One seed.</summary>
/// <param name="Seed">Its value on the seed axis.</param>
/// <param name="Onset">Where chaos sets in for it.</param>
/// <param name="Fastest">Its fastest η for each threshold, the smallest of equals; NaN where it never gets there.</param>
public sealed record SeedVerdict(int Seed, SeedOnset Onset, IReadOnlyList<double> Fastest);

/// <summary>The onset under another criterion.</summary>
/// <param name="Kappa">κ.</param>
/// <param name="Decades">Decades.</param>
/// <param name="Onset">η_c then.</param>
public sealed record Sensitivity(double Kappa, double Decades, LogisticOnset Onset);

/// <summary>Where the fastest η lies, as seen from the onset.</summary>
public enum Relation
{
    /// <summary>No seed reaches the threshold.</summary>
    NeverReached,

    /// <summary>No seed's onset can be compared with its fastest η.</summary>
    NoOnset,

    /// <summary>Too few seeds for any probability.</summary>
    TooFewSeeds,

    /// <summary>These seeds leave it open.</summary>
    Open,

    /// <summary>Fastest below the onset.</summary>
    Below,

    /// <summary>They agree within the grid's own resolution.</summary>
    At,

    /// <summary>Fastest above the onset.</summary>
    Above,
}

/// <summary>One threshold. Everything is paired by seed; a seed that never reaches it has no fastest η and takes no part in ratios.</summary>
/// <param name="Accuracy">a.</param>
/// <param name="Reached">Seeds with a fastest η.</param>
/// <param name="Fastest">Median over them of the fastest η; NaN without any.</param>
/// <param name="FastestInterval">Its 95 % interval.</param>
/// <param name="FastestCell">argmin over η of the median τ, a run that diverges or never gets there counted as +∞; null if no median is finite.</param>
/// <param name="LeastMedian">That median τ, in epochs.</param>
/// <param name="LogRatio">Median of ln(η*_s / η_c,s); ±∞ where the grid ends before the onset.</param>
/// <param name="LogRatioInterval">Its 95 % interval.</param>
/// <param name="P">Wilcoxon's signed-rank p that it is 0; NaN below five seeds.</param>
/// <param name="AdjustedP">p after Holm over the thresholds of the curve.</param>
/// <param name="Within">Seeds whose fastest η is an end of their onset's bracket: no point of the grid lies between.</param>
/// <param name="Resolution">ln of the step of the grid that holds the onset, median over the seeds.</param>
/// <param name="Relation">What follows.</param>
/// <param name="TauEta">Median of τ·η at each η of <see cref="CurveVerdict.Rates"/>.</param>
/// <param name="StepGain">Median of ln(τ·η at <paramref name="FastestCell"/> / τ·η on the seed's small-η plateau): 0 where the step explains the gain.</param>
/// <param name="StepGainInterval">Its 95 % interval.</param>
/// <param name="GrowthBeforeReached">Seeds which at their fastest η are chaotic, with the transient beginning before τ.</param>
/// <param name="AmplificationBefore">Median over the seeds of G(τ) at their fastest η, in e-folds.</param>
/// <param name="GrowthStart">Median epoch at which the transient begins, of the seeds that are chaotic at their fastest η; NaN without any.</param>
public sealed record ThresholdVerdict(
    double Accuracy, Proportion Reached, double Fastest, Interval FastestInterval, double? FastestCell, double LeastMedian,
    double LogRatio, Interval LogRatioInterval, double P, double AdjustedP, Proportion Within, double Resolution, Relation Relation,
    IReadOnlyList<double> TauEta, double StepGain, Interval StepGainInterval, Proportion GrowthBeforeReached, double AmplificationBefore,
    double GrowthStart);

/// <summary>A way to halve the interval of η_c.</summary>
/// <param name="Seeds">Seeds to add, on the same grid; or 0.</param>
/// <param name="Etas">η to add, for the same seeds; or none.</param>
/// <param name="Items">Items to compute.</param>
/// <param name="ReplicaEpochs">Epochs of all their copies together.</param>
/// <param name="SecondsHere">How long that takes on the cores of this machine; NaN where no item's time is known.</param>
public sealed record Settlement(int Seeds, IReadOnlyList<double> Etas, long Items, double ReplicaEpochs, double SecondsHere)
{
    /// <summary>One sentence.</summary>
    public string Text()
    {
        var what = Seeds > 0 ? Numbers.Count(Seeds, "more seed") : $"η = {string.Join(", ", Etas.Select(Numbers.Label))} for the same seeds";
        var time = double.IsNaN(SecondsHere) ? "" : SecondsHere < 120 ? $", about {Numbers.Count((long)Math.Ceiling(SecondsHere))} s here" : $", about {Numbers.Count((long)Math.Ceiling(SecondsHere / 60))} min here";
        return $"What would about halve the interval of η_c: {what} ({Numbers.Count((long)ReplicaEpochs)} replica-epochs{time}).";
    }
}
