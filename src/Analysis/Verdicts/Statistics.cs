namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>Tests that MathNet.Numerics lacks.</summary>
internal static class Statistics
{
    /// <summary>Below so many seeds numbers are given and no probabilities.</summary>
    public const int FewestSeeds = 5;

    // Beyond this the normal approximation is good to far more digits than anybody reads.
    private const int MostExact = 200;

    /// <summary>
    /// Two-sided p of Wilcoxon's signed-rank test that the values lie symmetrically about 0. Exact, by counting sign patterns: equal
    /// magnitudes share their mean rank, zeros are ranked and then left out (Pratt, J. Am. Stat. Assoc. 54, 655 (1959)). Infinite values
    /// have the highest rank. Beyond 200 values the normal approximation. NaN below five values, 1 where all are 0.
    /// </summary>
    public static double SignedRank(IReadOnlyList<double> values)
    {
        if (values.Count < FewestSeeds) return double.NaN;
        var (ranks, positive) = DoubledRanks(values);
        var total = ranks.Sum();
        if (total == 0) return 1;
        var extreme = Math.Min(positive, total - positive);
        if (ranks.Count > MostExact)
        {
            var deviation = Math.Sqrt(ranks.Sum(rank => (double)rank * rank)) / 2;
            return Math.Min(1, 2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, (extreme + 1 - total / 2.0) / deviation));
        }

        // probability[s] that the doubled ranks with a plus sign add up to s.
        var probability = new double[total + 1];
        probability[0] = 1;
        var reached = 0;
        foreach (var rank in ranks)
        {
            reached += rank;
            for (var s = reached; s >= 0; s--)
                probability[s] = (probability[s] + (s >= rank ? probability[s - rank] : 0)) / 2;
        }
        return Math.Min(1, 2 * probability.Take(extreme + 1).Sum());
    }

    /// <summary>Holm's step-down adjustment (Scand. J. Stat. 6, 65 (1979)), in the order given; NaN takes no part and stays.</summary>
    public static double[] Holm(IReadOnlyList<double> p)
    {
        double[] adjusted = [.. p];
        int[] ascending = [.. Enumerable.Range(0, p.Count).Where(i => !double.IsNaN(p[i])).OrderBy(i => p[i])];
        double largest = 0;
        for (var k = 0; k < ascending.Length; k++)
        {
            largest = Math.Max(largest, Math.Min(1, (ascending.Length - k) * p[ascending[k]]));
            adjusted[ascending[k]] = largest;
        }
        return adjusted;
    }

    // Twice the ranks, so that shared ones are whole too; and the sum of those of positive values.
    private static (List<int> Ranks, int Positive) DoubledRanks(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.OrderBy(Math.Abs)];
        List<int> ranks = [];
        var positive = 0;
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            next = first + 1;
            while (next < sorted.Length && Math.Abs(sorted[next]).Equals(Math.Abs(sorted[first]))) next++;
            if (sorted[first] == 0) continue;
            var doubled = first + 1 + next;
            for (var i = first; i < next; i++)
            {
                ranks.Add(doubled);
                if (sorted[i] > 0) positive += doubled;
            }
        }
        return (ranks, positive);
    }
}
