using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Tests.Figures;

/// <summary>Analyses that look like the MNIST baseline without training anything.</summary>
internal static class SyntheticCampaigns
{
    private const double Never = double.PositiveInfinity;

    public static readonly double[] PaperRates =
        [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 7.5, 10, 12.5, 15, 17.5, 20];

    public static Architecture Tanh64 { get; } = new([64], Activation.Tanh, Initialisation.Normal);

    public static CampaignSpec Spec(double[] rates, int seeds = 50, double[]? thresholds = null) => new()
    {
        Name = "synthetic",
        Tasks = [new TaskSpec("mnist", 2000, 1000)],
        Architectures = [Tanh64],
        L2 = [0],
        LearningRates = rates,
        Seeds = seeds,
        Epochs = 201,
        Replicas = 5,
        Epsilons = [1e-8],
        Thresholds = thresholds ?? [0.70, 0.80, 0.85, 0.90],
    };

    /// <summary>Every kind of campaign a figure has to cope with.</summary>
    public static IReadOnlyDictionary<string, Func<CampaignAnalysis>> Cases { get; } =
        new Dictionary<string, Func<CampaignAnalysis>>
        {
            ["paper"] = () => Analyse(Spec(PaperRates)),
            ["many"] = () => Analyse(Spec([.. Enumerable.Range(0, 60).Select(i => Math.Pow(10, -3.3 + 4.6 * i / 59))])),
            ["ten thousand"] = () => Analyse(Spec([.. Enumerable.Range(0, 10_000).Select(i => Math.Pow(10, -3.3 + 4.6 * i / 9999))], 2) with { Epochs = 3 }),
            ["five"] = () => Analyse(Spec([0.5, 1, 2.5, 5, 10], 10, [0.8])),
            ["one"] = () => Analyse(Spec([5], 10)),
            ["one seed"] = () => Analyse(Spec(PaperRates, 1)),
            ["all censored"] = () => Analyse(Spec(PaperRates), c => c with
            {
                TrainingTimes = [.. c.TrainingTimes.Select(t => t with { ReachedFraction = 0, Median = Never, MedianInterval = new(Never, Never) })],
            }),
            ["negative"] = () => Analyse(Spec(PaperRates), c => c with
            {
                Lambda = c.Lambda - 0.15,
                LambdaInterval = new(c.LambdaInterval.Low - 0.15, c.LambdaInterval.High - 0.15),
                KeptFraction = c.Lambda > 0.1 ? 0.8 : 0.1,
            }),
            ["divergent"] = () => Analyse(Spec(PaperRates), c => c.Cell.LearningRate < 12 ? c : c with
            {
                Lambda = double.NaN,
                LambdaInterval = Interval.Unknown,
                KeptFraction = 0,
                Divergent = c.Cell.LearningRate < 15 ? 30 : 50,
                MeanLogDistance = [.. c.MeanLogDistance.Select((d, t) => t < 40 ? d : double.NaN)],
            }),
            ["unperturbed"] = () => Analyse(Spec(PaperRates), c => c with
            {
                Lambda = double.NaN,
                LambdaInterval = Interval.Unknown,
                KeptFraction = 0,
                MeanLogDistance = [.. c.MeanLogDistance.Select(_ => double.NaN)],
            }),
            ["one of few epochs"] = () => Analyse(Spec([5], 1) with { Epochs = 1 }),
            ["neighbours"] = () => Analyse(Spec([0.3, Math.BitIncrement(0.3)], 1)),
            ["neighbours at one"] = () => Analyse(Spec([1, 1.0000000000000004], 2) with { Epochs = 5 }),
            ["far apart"] = () => Analyse(Spec([1e-300, 1e300, 1.7e308], 2)),
            ["denormal"] = () => Analyse(Spec([5e-324, 1e-320], 2)),
            ["equal"] = () => Analyse(Spec(PaperRates), c => c with
            {
                Lambda = 0.3,
                LambdaInterval = new(0.3, 0.3),
                TrainingTimes = [.. c.TrainingTimes.Select(t => t with { ReachedFraction = 1, Median = 7, MedianInterval = new(7, 7) })],
                MeanLogDistance = [.. c.MeanLogDistance.Select(_ => -8.0)],
            }),
            ["nearly zero"] = () => Analyse(Spec(PaperRates), c => c with
            {
                Lambda = 1e-300 * c.Cell.Index,
                LambdaInterval = new(-5e-324, 1e-300 * c.Cell.Index),
            }),
            ["huge"] = () => Analyse(Spec(PaperRates), c => c with
            {
                Lambda = 1e300 * c.Lambda,
                LambdaInterval = new(-1e300, 1.7e308),
                MeanLogDistance = [.. c.MeanLogDistance.Select(d => 1e307 * d)],
            }),
            ["no thresholds"] = () => Analyse(Spec([1, 5], 3, [])),
            ["twelve thresholds"] = () => Analyse(Spec(PaperRates, 50, [.. Enumerable.Range(0, 12).Select(i => 0.35 + 0.05 * i)])),
        };

    /// <summary>A whole campaign; <paramref name="change"/> may spoil cells.</summary>
    public static CampaignAnalysis Analyse(CampaignSpec spec, Func<CellSummary, CellSummary>? change = null)
    {
        CellSummary[] cells =
            [.. Enumerable.Range(0, spec.Grid.Cells).Select(i => Cell(spec, spec.Grid.Cell(i))).Select(change ?? (c => c))];
        var verdicts = Enumerable.Range(0, spec.Grid.Curves).Select(spec.Grid.Curve)
            .Select(curve => Judged(spec, curve, [.. cells.Where(c => c.Cell.Curve.Number == curve.Number)]));
        return new CampaignAnalysis(spec, Estimator.Growth, cells, [.. verdicts]);
    }

    /// <summary>What figures show of a verdict: the onset, and for each threshold the fastest cell.</summary>
    private static CurveVerdict Judged(CampaignSpec spec, Curve curve, CellSummary[] cells)
    {
        var verdict = new CurveJudge(spec).Judge(curve, [], []);
        var above = cells.FirstOrDefault(cell => cell.LambdaInterval.Low > 0.01)?.Cell.LearningRate;
        return verdict with
        {
            Onset = new LogisticOnset(above ?? double.PositiveInfinity, double.NaN, double.NaN, double.NaN),
            Thresholds = [.. verdict.Thresholds.Select((threshold, k) => threshold with
            {
                FastestCell = cells.Where(c => double.IsFinite(c.TrainingTimes[k].Median)).MinBy(c => c.TrainingTimes[k].Median)?.Cell.LearningRate,
            })],
            Sentences = ["The fastest η lies where chaos sets in."],
        };
    }

    private static CellSummary Cell(CampaignSpec spec, Cell cell)
    {
        var eta = cell.LearningRate;
        var chaotic = eta > 2.5;
        // A deterministic ripple in place of noise.
        var ripple = Math.Sin(1 + 7 * cell.Index);
        var lambda = chaotic ? 0.22 + 0.13 * Math.Log(eta / 5) + 0.02 * ripple : 1e-5 * (0.5 + ripple);
        var half = spec.Seeds == 1 ? double.NaN : (chaotic ? 0.12 : 8e-5) / Math.Sqrt(spec.Seeds) * 1.96;
        double[] distances =
        [
            .. Enumerable.Range(0, spec.Epochs + 1)
                .Select(t => Math.Min(-8.28 + lambda * t, 7.5 + 0.4 * Math.Log(eta)) + 0.08 * Math.Sin(t * (chaotic ? 1.3 : 0.05))),
        ];
        return new CellSummary(
            cell, spec.Seeds, 0, lambda, spec.Seeds == 1 ? Interval.Unknown : new Interval(lambda - half, lambda + half),
            [.. Enumerable.Range(0, spec.Seeds).Select(s => lambda + 0.01 * Math.Sin(s))], 1, 2.54e-4,
            0.9 / (1 + 0.02 / eta), 0.91 / (1 + 0.02 / eta),
            [.. spec.Thresholds.Select(a => Time(spec, eta, a))], distances);
    }

    private static ThresholdSummary Time(CampaignSpec spec, double eta, double threshold)
    {
        // τ(0.80) is about 30 epochs at η = 1, falls like 1/η, is fastest near 5 and is lost above 15.
        var median = 30 / eta * Math.Pow(0.2 / (1.001 - threshold), 2) * (1 + Math.Pow(eta / 6, 3)) + 1;
        var reached = Math.Clamp(1.4 - median / spec.Epochs * 0.9, 0, 1);
        if (median > spec.Epochs) (median, reached) = (double.PositiveInfinity, Math.Min(reached, 0.49));
        var interval = spec.Seeds == 1 ? Interval.Unknown
            : double.IsInfinity(median) ? new Interval(reached > 0.3 ? 0.9 * spec.Epochs : median, median)
            : new Interval(
                Math.Max(1, Math.Floor(0.85 * median)),
                median > 0.7 * spec.Epochs ? double.PositiveInfinity : Math.Ceiling(1.2 * median));
        return new ThresholdSummary(threshold, reached, Math.Round(median), interval);
    }
}
