namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>Where chaos sets in for one seed, as far as the grid tells.</summary>
/// <param name="Low">The largest η of the grid that is not chaotic; 0 where all are.</param>
/// <param name="High">The smallest η from which on all are chaotic; +∞ where the largest is not.</param>
/// <param name="Eta">
/// Between both, interpolated in ln η by the amplification: where it reaches the criterion; 0 or +∞ where the grid does not bracket it; NaN
/// where the seed has no item that tells.
/// </param>
public readonly record struct SeedOnset(double Low, double High, double Eta)
{
    /// <summary>Whether the grid brackets it.</summary>
    public bool IsBracketed => Low > 0 && double.IsFinite(High);

    /// <summary>The onset of a seed.</summary>
    /// <param name="rates">η of its items that tell, ascending.</param>
    /// <param name="amplification">A of each.</param>
    /// <param name="criterion">The least A of a chaotic one.</param>
    public static SeedOnset Of(IReadOnlyList<double> rates, IReadOnlyList<double> amplification, double criterion)
    {
        if (rates.Count == 0) return new SeedOnset(0, double.PositiveInfinity, double.NaN);
        var k = rates.Count;
        while (k > 0 && amplification[k - 1] >= criterion) k--;
        if (k == 0) return new SeedOnset(0, rates[0], 0);
        if (k == rates.Count) return new SeedOnset(rates[^1], double.PositiveInfinity, double.PositiveInfinity);
        var share = (criterion - amplification[k - 1]) / (amplification[k] - amplification[k - 1]);
        var (low, high) = (Math.Log(rates[k - 1]), Math.Log(rates[k]));
        return new SeedOnset(rates[k - 1], rates[k], Math.Exp(low + share * (high - low)));
    }
}
