using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Tests.Verdicts;

/// <summary>Campaigns with a known onset and a known fastest η, as series.</summary>
internal static class SyntheticVerdicts
{
    public const int Epochs = 200;

    /// <summary>Growth of gradient flow per unit of η·t.</summary>
    public const double Flow = 0.0005;

    public static readonly double[] Rates = [0.1, 0.25, 0.5, 1, 2, 2.5, 3, 4, 5, 6, 8, 10];

    /// <summary>A seed's run: flow, and a burst of growth in epochs 5 … 25 whose size reaches a decade at the onset.</summary>
    /// <param name="rate">η.</param>
    /// <param name="onset">Where the burst is a decade; +∞ for never.</param>
    /// <param name="time">τ; null for never.</param>
    /// <param name="divergedAt">Where the run ends.</param>
    /// <param name="burst">The burst's first epoch.</param>
    public static PairGroupSeries Run(double rate, double onset, int? time, int? divergedAt = null, int burst = 5)
    {
        var flow = Flow * rate;
        // Beyond 3 · flow over 20 epochs: below the onset none, above it ever more.
        var extra = rate < 0.8 * onset ? 0 : Math.Log(10) * Math.Pow(rate / onset, 3) / 20 + 2 * flow;
        var epochs = divergedAt ?? Epochs;
        double[] gamma = [.. Enumerable.Range(0, epochs).Select(t => flow + (t >= burst && t < burst + 20 ? extra : 0))];
        double[] distance = [.. Enumerable.Range(0, epochs + (divergedAt is null ? 1 : 0)).Select(_ => 1e-4)];
        return new PairGroupSeries(
            [new double[divergedAt + 1 ?? epochs], new double[divergedAt + 1 ?? epochs]],
            [.. Enumerable.Range(0, distance.Length).Select(t => t >= time ? 0.95 : 0.5)], [distance], divergedAt)
        {
            Observed = [new NamedSeries("exponents", [gamma])],
        };
    }

    /// <summary>The verdict of a campaign with one threshold.</summary>
    public static CurveVerdict Judge(int seeds, Func<double, int, PairGroupSeries> run, double[]? thresholds = null) =>
        Analyse(seeds, run, thresholds).Verdicts.Single();

    public static CampaignAnalysis Analyse(int seeds, Func<double, int, PairGroupSeries> run, double[]? thresholds = null)
    {
        var campaign = Campaigns(seeds, thresholds ?? [0.8]);
        return CampaignAnalyser.Analyse(campaign, Estimator.Tangent, Items(campaign, run));
    }

    public static CampaignSpec Campaigns(int seeds, double[] thresholds) =>
        Cells.Campaigns.Of(Rates, seeds, thresholds) with { Tangents = 1, Replicas = 1, Epochs = Epochs };

    public static List<(long, PairGroupSeries)> Items(CampaignSpec campaign, Func<double, int, PairGroupSeries> run) =>
        [.. Cells.Campaigns.Items(campaign, run)];

    /// <summary>A seed's own onset about 3.2: from 2.75 to 3.7, so that none lies at the grid's points.</summary>
    public static double Onset(int seed) => 3.2 * Math.Exp(0.15 * Math.Sin(1 + 2.4 * seed));

    /// <summary>τ falls as 60/η down to an optimum, and rises beyond it.</summary>
    public static int Time(double rate, double fastest) => (int)Math.Round(rate <= fastest ? 120 / rate : 120 / fastest * Math.Pow(rate / fastest, 2));
}
