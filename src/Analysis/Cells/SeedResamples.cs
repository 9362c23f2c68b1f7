using MathNet.Numerics.Random;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>
/// The bootstrap's draws: each takes as many seeds as have finished anywhere in the campaign, with replacement, and says how
/// often it took each. All cells share them, so λ, τ and cells of different η are resampled together: their pairing by seed
/// survives. A cell that lacks a seed (quarantined, not finished) simply has nothing to give for it. The Mersenne twister
/// makes them the same on every machine. Few seeds' draws are kept, those of many are drawn again whenever they are needed:
/// never more than 32 MB and one draw.
/// </summary>
internal sealed class SeedResamples
{
    /// <summary>Draws by default.</summary>
    public const int DefaultDraws = 2000;

    private const int RandomSeed = 250608523;
    private const long MostKept = 1 << 24;

    private readonly int _seeds;
    private readonly ushort[][]? _kept;

    /// <summary>Makes the draws.</summary>
    /// <param name="seeds">How many seeds there are to draw from.</param>
    /// <param name="draws">Number of draws.</param>
    public SeedResamples(int seeds, int draws = DefaultDraws)
    {
        (_seeds, Draws) = (seeds, draws);
        if ((long)seeds * draws <= MostKept) _kept = [.. Drawn().Select(row => (ushort[])row.Clone())];
    }

    /// <summary>Number of draws.</summary>
    public int Draws { get; }

    /// <summary>[seeds] for each draw: how often it took each. A row is good only until the next one is asked for.</summary>
    public IEnumerable<ushort[]> All() => _kept ?? Drawn();

    private IEnumerable<ushort[]> Drawn()
    {
        var random = new MersenneTwister(RandomSeed, threadSafe: false);
        var row = new ushort[_seeds];
        for (var draw = 0; draw < Draws; draw++)
        {
            Array.Clear(row);
            for (var i = 0; i < row.Length; i++) row[random.Next(row.Length)]++;
            yield return row;
        }
    }
}
