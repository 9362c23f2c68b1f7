using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>
/// The curves λ(η) and τ(η) of cells that differ in η alone, built up by ascending η: where chaos sets in along them, and whether
/// learning is fastest there. "Positive" means above the resolution of the run throughout: 1 / T, see
/// <see cref="Exponents.Exponent.Resolution"/>. An η at which half or more of the seeds diverge is never the fastest.
/// </summary>
/// <param name="thresholds">The campaign's thresholds.</param>
/// <param name="resolution">The smallest exponent that counts as positive, per epoch.</param>
internal sealed class RateCurve(IReadOnlyList<double> thresholds, double resolution)
{
    private readonly List<CellSummary> _cells = [];
    private readonly FastestDraws?[] _draws = new FastestDraws?[thresholds.Count];

    /// <summary>Adds the cell of the next larger η.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="resamples">The cell in the bootstrap's draws; null if no cell of the curve is resampled.</param>
    public void Add(CellSummary cell, CellResamples? resamples)
    {
        _cells.Add(cell);
        if (resamples is null || cell.IsDivergent) return;
        for (var a = 0; a < thresholds.Count; a++)
        {
            _draws[a] ??= new FastestDraws(resamples.Lambda.Length);
            _draws[a]!.Add(resamples.MedianTime[a], resamples.Lambda, resolution);
        }
    }

    /// <summary>The verdict at one threshold.</summary>
    public Verdict Verdict(Curve curve, int index)
    {
        var onset = Onset();
        var fastest = Fastest(index);
        var probability = fastest is null || _draws[index] is not { } draws ? double.NaN : draws.ChaoticProbability();
        var basis = new VerdictBasis(
            thresholds[index], index, resolution, _cells, [.. _cells.Where(Positive)], onset, fastest, probability);
        return new Verdict(
            curve, thresholds[index], onset?.Cell.LearningRate, fastest?.Cell.LearningRate, probability,
            VerdictSentence.Of(basis));
    }

    private bool Positive(CellSummary cell) => cell.LambdaInterval.Low > resolution;

    /// <summary>The smallest η from which on every interval of λ is positive; cells without any Λ have no say.</summary>
    private CellSummary? Onset() =>
        _cells.Where(cell => !double.IsNaN(cell.Lambda)).Reverse().TakeWhile(Positive).LastOrDefault();

    /// <summary>argmin of the median τ, the smallest η of equals; null if none is finite.</summary>
    private CellSummary? Fastest(int index) =>
        _cells.Where(cell => !cell.IsDivergent && double.IsFinite(cell.TrainingTimes[index].Median))
            .MinBy(cell => cell.TrainingTimes[index].Median);

    /// <summary>The least median τ of every draw so far, and whether λ is positive there: all that has to be kept of them.</summary>
    private sealed class FastestDraws(int draws)
    {
        private readonly double[] _least = Filled(draws);
        private readonly bool[] _chaotic = new bool[draws];

        public void Add(double[] medians, double[] lambdas, double resolution)
        {
            for (var draw = 0; draw < _least.Length; draw++)
            {
                if (!(medians[draw] < _least[draw])) continue;
                _least[draw] = medians[draw];
                _chaotic[draw] = lambdas[draw] > resolution;
            }
        }

        /// <summary>Share of the draws, among those with a fastest η, in which λ is positive there.</summary>
        public double ChaoticProbability()
        {
            int found = 0, chaotic = 0;
            for (var draw = 0; draw < _least.Length; draw++)
            {
                if (double.IsPositiveInfinity(_least[draw])) continue;
                found++;
                if (_chaotic[draw]) chaotic++;
            }

            return found == 0 ? double.NaN : (double)chaotic / found;
        }

        private static double[] Filled(int draws)
        {
            var values = new double[draws];
            Array.Fill(values, double.PositiveInfinity);
            return values;
        }
    }
}
