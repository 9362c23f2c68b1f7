using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>The schema <c>chaos/verdict/1</c> of <c>verdict.json</c>: docs/results-format.md. Numbers that are not finite are null.</summary>
public static class VerdictJson
{
    /// <summary>The object of a campaign.</summary>
    public static object Of(CampaignAnalysis analysis) => new
    {
        Schema = "chaos/verdict/1",
        Campaign = analysis.Campaign.Name,
        Groups = Groups(analysis),
    };

    /// <summary>One object for each curve.</summary>
    public static IEnumerable<object> Groups(CampaignAnalysis analysis) => analysis.Verdicts.Select(verdict => Group(analysis.Campaign, verdict));

    private static object Group(CampaignSpec campaign, CurveVerdict verdict) => new
    {
        Task = verdict.Curve.Task.Title,
        Architecture = verdict.Curve.Architecture.Name,
        Rule = new { Loss = campaign.Loss.Text, verdict.Curve.L2, verdict.Curve.Momentum },
        verdict.Curve.Epsilon,
        Criterion = new
        {
            campaign.Verdict.Kappa,
            campaign.Verdict.Decades,
            Threshold = verdict.Primary < 0 ? (double?)null : campaign.Thresholds[verdict.Primary],
            Growth = verdict.Source switch { GrowthSource.Tangents => "tangents", GrowthSource.Distances => "distances", _ => null },
            FlowPerEtaT = verdict.Flow,
        },
        Transients = verdict.Items.Where(item => item.Transient.Source != GrowthSource.None).Select(item => new
        {
            item.Eta,
            item.Seed,
            item.Transient.Transient.Amplification,
            item.Transient.Transient.Start,
            item.Transient.Transient.End,
            item.Transient.Transient.Lambda,
            item.Transient.IsDivergent,
        }),
        verdict.Onset,
        Sensitivity = verdict.Sensitivity.Select(other => new { other.Kappa, other.Decades, other.Onset }),
        Phi = verdict.Rates.Select(rate => new
        {
            rate.Eta,
            Chaotic = rate.Chaotic.Count,
            Seeds = rate.Chaotic.Of,
            rate.Divergent,
            rate.Chaotic.Interval().Low,
            rate.Chaotic.Interval().High,
            rate.Amplification,
            rate.LambdaOverEta,
            SharpnessEtaHalf = rate.Sharpness,
        }),
        Seeds = verdict.Seeds.Select(seed => new
        {
            seed.Seed,
            Bracket = new[] { Positive(seed.Onset.Low), seed.Onset.High },
            Onset = Positive(seed.Onset.Eta),
            Fastest = campaign.Thresholds.Zip(seed.Fastest, (a, eta) => new { A = a, Eta = eta }),
        }),
        Thresholds = verdict.Thresholds.Select(threshold => Threshold(verdict, threshold)),
        Settles = verdict.Settles.Select(way => new { way.Seeds, way.Etas, way.Items, way.ReplicaEpochs, way.SecondsHere }),
        verdict.Sentence,
    };

    private static object Threshold(CurveVerdict verdict, ThresholdVerdict threshold)
    {
        var before = threshold.GrowthBeforeReached.Interval();
        return new
        {
            A = threshold.Accuracy,
            Reached = threshold.Reached.Count,
            Fastest = new { Eta = threshold.Fastest, threshold.FastestInterval.Low, threshold.FastestInterval.High },
            FastestMedian = new { Eta = threshold.FastestCell, Tau = threshold.LeastMedian },
            LogRatioToOnset = new
            {
                Median = threshold.LogRatio,
                threshold.LogRatioInterval.Low,
                threshold.LogRatioInterval.High,
                P = threshold.AdjustedP,
                Unadjusted = threshold.P,
                Seeds = threshold.Within.Of,
                WithinResolution = threshold.Within.Count,
            },
            threshold.Relation,
            TauEta = verdict.Rates.Zip(threshold.TauEta, (rate, value) => new { rate.Eta, Value = value }),
            LogStepGain = new { Median = threshold.StepGain, threshold.StepGainInterval.Low, threshold.StepGainInterval.High },
            GrowthBeforeReached = new { threshold.GrowthBeforeReached.Fraction, before.Low, before.High, Seeds = threshold.GrowthBeforeReached.Of },
            threshold.AmplificationBefore,
            threshold.GrowthStart,
        };
    }

    // 0 stands for "below the grid".
    private static double Positive(double eta) => eta == 0 ? double.NaN : eta;
}
