using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Regimes;
using Chaos.Actors.Analysis.TrainingTimes;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>
/// Takes in the items of one cell, in any order, keeping of each what the summary needs. What it says does not depend on
/// that order, to the last bit: scalars are summed in seed order, the curve ⟨ln D(t)⟩ in fixed point, where addition is
/// exact, so that no series has to be kept for it.
/// </summary>
internal sealed class CellAccumulator(int epochs, RunSampling sampling)
{
    // |ln D| ≤ 745 < 2¹⁰, of replicas that are pulled back < 2³⁰ (a million epochs): a term fits in 80 bits, a sum in 128.
    private const double FixedPoint = 1L << 50;

    private readonly Int128[] _logDistance = new Int128[epochs + 1];
    private readonly int[] _logDistances = new int[epochs + 1];

    /// <summary>The items that have arrived, by seed.</summary>
    public SortedList<int, ItemSummary> Items { get; } = [];

    /// <summary>Their transients, by seed.</summary>
    public SortedList<int, ItemTransient> Transients { get; } = [];

    // Of some runs, what figures draw along the epochs.
    private readonly SortedList<int, RunTrace> _runs = [];
    private readonly RegimeCounts _regimes = new();

    /// <summary>Adds an item; one whose seed is there already is the same by construction and ignored.</summary>
    public void Add(int seed, int rate, PairGroupSeries series, CampaignSpec campaign, Estimator estimator, double flow)
    {
        if (Items.ContainsKey(seed)) return;
        Items.Add(seed, ItemSummary.Of(series, campaign.Thresholds, estimator));
        var eta = campaign.LearningRates[rate];
        var transient = ItemTransient.Of(series, eta, flow, campaign);
        Transients.Add(seed, transient);
        _regimes.Add(RegimeCriteria.Of(series, transient, campaign));
        if (sampling.Keeps(rate, seed)) _runs.Add(seed, RunTrace.Of(campaign.Grid.SeedAt(seed), series, eta, sampling.Stride));
        var logarithms = LogDistance.LogsOfMean(series);
        for (var t = 0; t < Math.Min(_logDistance.Length, logarithms.Length); t++)
        {
            var logarithm = logarithms[t];
            if (!double.IsFinite(logarithm)) continue;
            _logDistance[t] += (Int128)Math.Round(logarithm * FixedPoint);
            _logDistances[t]++;
        }
    }

    /// <summary>The summary of the items added, at least one.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="thresholds">The campaign's thresholds.</param>
    /// <param name="resamples">The cell in the bootstrap's draws; null where there is but one seed to draw from.</param>
    public CellSummary Summarise(Cell cell, IReadOnlyList<double> thresholds, CellResamples? resamples)
    {
        ItemSummary[] items = [.. Items.Values];
        double[] lambdas = [.. items.Select(item => item.Lambda).Where(lambda => !double.IsNaN(lambda))];
        return new CellSummary(
            cell,
            items.Length,
            items.Count(item => item.DivergedAt is not null),
            Mean(lambdas),
            resamples is null || lambdas.Length < 2 ? Interval.Unknown : CellResamples.OfMean(resamples.Lambda),
            lambdas,
            (double)lambdas.Length / items.Length,
            Mean(items.Select(item => item.InitialDistance)),
            Mean(items.Where(item => item.DivergedAt is null).Select(item => item.FinalAccuracy)),
            Mean(items.Select(item => item.BestAccuracy).Where(best => !double.IsNaN(best))),
            [.. thresholds.Select((a, index) => TimesAt(a, index, items, resamples))],
            [.. _logDistance.Select((sum, t) => (double)sum / FixedPoint / _logDistances[t])])
        { Runs = [.. _runs.Values], Regimes = _regimes };
    }

    private static ThresholdSummary TimesAt(double a, int index, ItemSummary[] items, CellResamples? resamples) => new(
        a,
        (double)items.Count(item => item.TrainingTimes[index] is not null) / items.Length,
        TrainingTime.Median(items.Select(item => item.TrainingTimes[index])),
        resamples is null || items.Length < 2 ? Interval.Unknown : CellResamples.OfMedian(resamples.MedianTime[index]));

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();
}
