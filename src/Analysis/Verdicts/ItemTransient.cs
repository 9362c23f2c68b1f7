using Chaos.Actors.Analysis.TrainingTimes;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>What the verdict needs of one item, once its series are let go.</summary>
/// <param name="Source">What growth is read from.</param>
/// <param name="Transient">The chaotic transient at the campaign's κ.</param>
/// <param name="Amplifications">A at each κ of <see cref="Kappas"/>.</param>
/// <param name="Rate">Mean of γ over the run, per epoch; NaN without any.</param>
/// <param name="TrainingTimes">τ(a) of each threshold; null where never reached, and where the run diverges, whatever it reached before.</param>
/// <param name="GrowthBefore">G(τ) = Σ γ(t) over t &lt; τ, of each threshold, in e-folds; NaN where there is no τ.</param>
/// <param name="Sharpness">The largest sharpness·η/2 along the run; NaN where nobody looked for it.</param>
/// <param name="IsDivergent">Whether the run diverges.</param>
public sealed record ItemTransient(
    GrowthSource Source, ChaoticTransient Transient, double[] Amplifications, double Rate, int?[] TrainingTimes, double[] GrowthBefore,
    double Sharpness, bool IsDivergent)
{
    /// <summary>The κ whose verdict is shown beside the campaign's.</summary>
    public static IReadOnlyList<double> Kappas { get; } = [2, 5];

    /// <summary>Whether it says anything of chaos: a run that diverges ends before its transient does.</summary>
    public bool Tells => Source != GrowthSource.None && !IsDivergent;

    /// <summary>Reads the series of one item.</summary>
    /// <param name="series">Its series.</param>
    /// <param name="rate">η.</param>
    /// <param name="flow">p of its seed, per unit of η·t.</param>
    /// <param name="campaign">The campaign, for criterion and thresholds.</param>
    public static ItemTransient Of(PairGroupSeries series, double rate, double flow, CampaignSpec campaign)
    {
        var growth = LocalGrowth.Of(series);
        var isDivergent = LearningCurve.DivergedAt(series) is not null;
        var transient = ChaoticTransient.Of(growth.Values, campaign.Verdict.Kappa * rate * flow);
        var accuracy = LearningCurve.Of(series);
        var times = new int?[campaign.Thresholds.Count];
        if (!isDivergent)
            for (var a = 0; a < times.Length; a++) times[a] = TrainingTime.First(accuracy, campaign.Thresholds[a]);
        return new ItemTransient(
            growth.Source,
            transient with { Start = transient.Start + growth.Start, End = transient.End + growth.Start },
            [.. Kappas.Select(kappa => ChaoticTransient.Of(growth.Values, kappa * rate * flow).Amplification)],
            growth.Values.Length == 0 ? double.NaN : growth.Values.Average(),
            times,
            [.. times.Select(time => time is { } t && growth.Source != GrowthSource.None ? growth.Before(t) : double.NaN)],
            HessianExtremes.Sharpness(series).Select(at => at.Largest).DefaultIfEmpty(double.NaN).Max() * rate / 2,
            isDivergent);
    }
}
