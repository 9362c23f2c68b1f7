using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Tests.Figures;

/// <summary>Campaigns whose runs are made up epoch by epoch, so that every figure has something to show, and those that take it away.</summary>
internal static class RunCampaigns
{
    private static readonly double[] Rates = [0.1, 0.3, 1, 2, 3, 5, 8, 12];

    /// <summary>Where chaos sets in.</summary>
    private const double Onset = 2.5;

    public static CampaignSpec Spec(double[]? rates = null, int seeds = 8, int epochs = 60) =>
        SyntheticCampaigns.Spec(rates ?? Rates, seeds, [0.6, 0.8]) with { Epochs = epochs, Replicas = 1, Tangents = 1, HessianEvery = 5 };

    /// <summary>A campaign in which everything is there.</summary>
    public static CampaignAnalysis Whole() => Analyse(Spec());

    public static CampaignAnalysis Analyse(CampaignSpec spec, Func<double, int, PairGroupSeries, PairGroupSeries>? change = null, Func<long, bool>? finished = null)
    {
        var items = Enumerable.Range(0, (int)spec.Grid.Items).Select(i => (long)i).Where(finished ?? (_ => true)).Select(item =>
        {
            var (cell, seed) = spec.Grid.Locate(item);
            var rate = spec.Grid.Cell(cell).LearningRate;
            var series = Series(spec, rate, seed);
            return (item, change is null ? series : change(rate, seed, series));
        }).ToArray();
        return CampaignAnalyser.Analyse(spec, Exponent.Usual(spec), items);
    }

    /// <summary>Campaigns that leave figures little or nothing to show.</summary>
    public static IReadOnlyDictionary<string, Func<CampaignAnalysis>> Cases { get; } = new Dictionary<string, Func<CampaignAnalysis>>
    {
        ["whole"] = Whole,
        ["one seed"] = () => Analyse(Spec(seeds: 1)),
        ["one rate"] = () => Analyse(Spec([3])),
        ["one item"] = () => Analyse(Spec([3], 1)),
        ["one epoch"] = () => Analyse(Spec(seeds: 3, epochs: 1)),
        ["no growth"] = () => Analyse(Spec(), (_, _, run) => run with
        {
            Distance = [.. run.Distance.Select(d => d.Select(_ => 1e-4).ToArray())],
            Observed = [new("exponents", [[.. run.Rows("exponents")![0].Select(_ => 0.0)]]), run.Observed[1]],
        }),
        ["unperturbed"] = () => Analyse(Spec() with { Tangents = 0, HessianEvery = 0 }, (_, _, run) => run with { Distance = [new double[run.Distance[0].Length]], Observed = [] }),
        ["no replicas"] = () => Analyse(Spec() with { Replicas = 0 }, (_, _, run) => run with { Distance = [], Loss = [run.Loss[0]] }),
        ["no tangents"] = () => Analyse(Spec() with { Tangents = 0, HessianEvery = 0 }, (_, _, run) => run with { Observed = [] }),
        ["some diverge"] = () => Analyse(Spec(), (rate, seed, run) => rate > 4 && seed % 3 != 0 ? Diverged(run, 20) : run),
        ["all diverge"] = () => Analyse(Spec(), (_, _, run) => Diverged(run, 5)),
        ["all diverge at once"] = () => Analyse(Spec(), (_, _, run) => Diverged(run, 0)),
        ["nothing finished"] = () => Analyse(Spec(), finished: _ => false),
        ["first seed only"] = () => Analyse(Spec(), finished: item => item < 5),
        ["no thresholds"] = () => Analyse(Spec() with { Thresholds = [] }),
        ["never reached"] = () => Analyse(Spec() with { Thresholds = [0.9999] }),
        ["two rules"] = () => Analyse(Spec(seeds: 5) with { L2 = [0, 1e-3] }),
        ["momentum"] = () => Analyse(Spec(seeds: 5) with { Momenta = [0.9] }),
        ["networks"] = () => Analyse(Spec(seeds: 2) with
        {
            Architectures = [.. Enumerable.Range(1, 7).Select(width => new Architecture([width], Activation.Tanh, Initialisation.Normal))],
        }),
        ["hundred groups"] = () => Analyse(Spec([1, 3], 1, 3) with { L2 = [.. Enumerable.Range(0, 100).Select(i => 0.001 * i)] }),
        ["many rates"] = () => Analyse(Spec([.. Enumerable.Range(0, 200).Select(i => 0.01 * Math.Pow(1.04, i))], 2, 20)),
        ["long"] = () => Analyse(Spec([1, 3, 5], 2, 2000)),
    };

    private static PairGroupSeries Diverged(PairGroupSeries run, int at) => new(
        [.. run.Loss.Select(loss => loss[..(at + 1)].Select((value, t) => t == at ? double.NaN : value).ToArray())],
        run.Accuracy[..(at + 1)], [.. run.Distance.Select(d => d[..(at + 1)])], at)
    {
        Observed = [.. run.Observed.Select(series => series with { Rows = [.. series.Rows.Select(row => row[..Math.Min(row.Length, series.Name == "hessian" ? at / 5 + 1 : at + 1)])] })],
    };

    // Flow everywhere; beyond the onset a burst of growth that saturates, a loss that jumps, and a sharpness above 2/η.
    public static PairGroupSeries Series(CampaignSpec spec, double rate, int seed)
    {
        var ripple = Math.Sin(1 + 2.4 * seed);
        var excess = Math.Max(0, Math.Log(rate / Onset) + 0.2 * ripple);
        double Gamma(int t) => 0.001 * rate * (1 + 0.3 * ripple) + excess * (t < 25 ? 0.8 : 0.3 * Math.Sin(t * 1.7 + seed)) - (t % 7 == 3 ? 0.002 : 0);
        double Loss(int t) => 3 * Math.Exp(-0.02 * rate * t) + 0.01 + excess * Math.Abs(Math.Sin(t * 1.3 + seed));
        double[] distance = new double[spec.Epochs + 1];
        distance[0] = 1e-4;
        for (var t = 0; t < spec.Epochs; t++) distance[t + 1] = Math.Min(distance[t] * Math.Exp(Gamma(t)), 50);
        double[] epochs = [.. Enumerable.Range(0, (spec.Epochs + 4) / 5).Select(i => 5.0 * i)];
        double[] losses = [.. Enumerable.Range(0, spec.Epochs).Select(Loss)];
        return new PairGroupSeries(
            [losses, losses],
            [.. Enumerable.Range(0, spec.Epochs + 1).Select(t => Math.Clamp(0.95 - 0.25 * Loss(t), 0, 1))],
            [distance], null)
        {
            Observed =
            [
                new("exponents", [[.. Enumerable.Range(0, spec.Epochs).Select(Gamma)]]),
                new("hessian", [epochs, [.. epochs.Select(t => 2 / rate * (rate / Onset) * Math.Exp(-0.01 * t))], [.. epochs.Select(_ => -0.1)]]),
            ],
        };
    }
}
