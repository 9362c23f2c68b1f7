namespace Chaos.Actors.Analysis.Cells;

/// <summary>One η of the curves λ(η) and τ(η).</summary>
internal sealed record CurvePoint(CellSummary Cell, CellResamples Draws)
{
    /// <summary>η.</summary>
    public double Rate => Cell.Cell.LearningRate;
}

/// <summary>
/// Says where chaos sets in along one curve and whether learning is fastest there. "Positive" means above the
/// resolution of the run throughout: 1 / T, see <see cref="Exponents.Exponent.Resolution"/>.
/// </summary>
/// <param name="points">The cells of one architecture × L2, in any order.</param>
/// <param name="resolution">The smallest exponent that counts as positive, per epoch.</param>
internal sealed class Judge(IEnumerable<CurvePoint> points, double resolution)
{
    private readonly CurvePoint[] _points = [.. points.OrderBy(point => point.Rate)];

    /// <summary>The verdict at one threshold.</summary>
    public Verdict Verdict(string architecture, double l2, double threshold, int index)
    {
        var onset = Onset();
        var fastest = Fastest(index);
        var probability = fastest is null ? double.NaN : ChaoticProbability(index);
        var findings = new Findings(
            threshold, index, resolution, _points, [.. _points.Where(Positive)], onset, fastest, probability);
        return new Verdict(
            architecture, l2, threshold, onset?.Rate, fastest?.Rate, probability, VerdictSentence.Of(findings));
    }

    private bool Positive(CurvePoint point) => point.Cell.LambdaInterval.Low > resolution;

    /// <summary>The smallest η from which on every interval of λ is positive; cells without any Λ have no say.</summary>
    private CurvePoint? Onset() =>
        _points.Where(point => !double.IsNaN(point.Cell.Lambda)).Reverse().TakeWhile(Positive).LastOrDefault();

    /// <summary>argmin of the median τ, the smallest η of equals; null if none is finite.</summary>
    private CurvePoint? Fastest(int index) =>
        _points.Where(point => double.IsFinite(point.Cell.TrainingTimes[index].Median))
            .MinBy(point => point.Cell.TrainingTimes[index].Median);

    /// <summary>Share of the draws, among those with a fastest η, in which λ is positive there; NaN with one seed only.</summary>
    private double ChaoticProbability(int index)
    {
        if (_points.All(point => point.Cell.Seeds < 2)) return double.NaN;
        int draws = 0, chaotic = 0;
        for (var draw = 0; draw < _points[0].Draws.Lambda.Length; draw++)
        {
            CurvePoint? fastest = null;
            var least = double.PositiveInfinity;
            foreach (var point in _points)
            {
                var median = point.Draws.MedianTime[index][draw];
                if (median < least) (fastest, least) = (point, median);
            }

            if (fastest is null) continue;
            draws++;
            if (fastest.Draws.Lambda[draw] > resolution) chaotic++;
        }

        return draws == 0 ? double.NaN : (double)chaotic / draws;
    }
}
