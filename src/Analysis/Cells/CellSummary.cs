using Chaos.Actors.Analysis.Regimes;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>A bootstrap confidence interval.</summary>
/// <param name="Low">Lower end; may be −∞.</param>
/// <param name="High">Upper end; may be +∞.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>
    /// (−∞, +∞): what fewer than two values say. It contains everything, so nothing is ever concluded from it; a figure
    /// draws only finite ends.
    /// </summary>
    public static Interval Unknown { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The same of e to the value: where this is an interval of a logarithm, that of its argument.</summary>
    public Interval Exp() => new(Math.Exp(Low), Math.Exp(High));
}

/// <summary>The training times τ(a) of a cell at one threshold.</summary>
/// <param name="Threshold">a, a test accuracy.</param>
/// <param name="ReachedFraction">Fraction of the seeds that reached a.</param>
/// <param name="Median">Median over all seeds, in epochs, never-reached counted as +∞.</param>
/// <param name="MedianInterval">
/// Bootstrap 95 % interval of the median, over seeds; ends may be +∞, <see cref="Interval.Unknown"/> with one seed.
/// </param>
public sealed record ThresholdSummary(
    double Threshold, double ReachedFraction, double Median, Interval MedianInterval);

/// <summary>What the finished seeds of one cell say.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Seeds">Number of work items analysed.</param>
/// <param name="Divergent">How many of them diverged: ended in a loss, or in parameters, that are not finite.</param>
/// <param name="Lambda">λ_nMLE: mean of Λ over the kept seeds; NaN if there are none.</param>
/// <param name="LambdaInterval">
/// Bootstrap 95 % interval of λ_nMLE, over seeds; <see cref="Interval.Unknown"/> with fewer than two kept ones.
/// </param>
/// <param name="Lambdas">P(Λ): the Λ of every kept seed, in seed order.</param>
/// <param name="KeptFraction">Fraction of the seeds whose Λ the estimator kept.</param>
/// <param name="InitialDistance">The realised D(0), mean over seeds: reported, never assumed.</param>
/// <param name="FinalAccuracy">Test accuracy at t = T, mean over seeds that did not diverge.</param>
/// <param name="BestAccuracy">The best test accuracy of any finite epoch, mean over the seeds that have one.</param>
/// <param name="TrainingTimes">One for each threshold of the campaign, in its order.</param>
/// <param name="MeanLogDistance">
/// ⟨ln D(t)⟩ over seeds at t = 0 … T; NaN where no seed has a positive finite D(t).
/// </param>
public sealed record CellSummary(
    Cell Cell,
    int Seeds,
    int Divergent,
    double Lambda,
    Interval LambdaInterval,
    IReadOnlyList<double> Lambdas,
    double KeptFraction,
    double InitialDistance,
    double FinalAccuracy,
    double BestAccuracy,
    IReadOnlyList<ThresholdSummary> TrainingTimes,
    IReadOnlyList<double> MeanLogDistance)
{
    /// <summary>Some of its runs along their epochs, for figures, in seed order: those that <see cref="RunSampling"/> keeps.</summary>
    public IReadOnlyList<RunTrace> Runs { get; init; } = [];

    /// <summary>How many of its seeds are in each regime.</summary>
    public RegimeCounts Regimes { get; init; } = new();

    /// <summary>Standard deviation of Λ over the kept seeds, what arXiv 2404.05782 draws as bars; NaN with fewer than two. Their spread, not the mean's error.</summary>
    public double LambdaDeviation => Lambdas.Count < 2 ? double.NaN : MathNet.Numerics.Statistics.ArrayStatistics.StandardDeviation([.. Lambdas]);

    /// <summary>Whether half or more of the seeds diverge: such an η is never called the fastest, whatever they reached before.</summary>
    public bool IsDivergent => 2 * Divergent >= Seeds;
}
