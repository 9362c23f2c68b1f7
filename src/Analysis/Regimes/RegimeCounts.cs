namespace Chaos.Actors.Analysis.Regimes;

/// <summary>How many of a cell's seeds are in each regime.</summary>
public sealed class RegimeCounts
{
    private readonly int[] _counts = new int[Enum.GetValues<Regime>().Length];

    /// <summary>Seeds in a regime.</summary>
    public int this[Regime regime] => _counts[(int)regime];

    /// <summary>All of them.</summary>
    public int Seeds => _counts.Sum();

    /// <summary>The cell's regime: that of most of its seeds, of equals the later one; null without any.</summary>
    public Regime? Most => Seeds == 0 ? null : (Regime)Array.LastIndexOf(_counts, _counts.Max());

    /// <summary>Counts a seed.</summary>
    internal void Add(Regime regime) => _counts[(int)regime]++;
}
