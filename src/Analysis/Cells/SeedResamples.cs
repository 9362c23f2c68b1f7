using MathNet.Numerics.Random;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>
/// The bootstrap's draws: each takes as many seeds as the campaign has, with replacement, and says how often it took
/// each. All cells share them, so λ, τ and cells of different η are resampled together: their pairing by seed survives.
/// A cell that lacks a seed (not finished, quarantined) simply has nothing to give for it. The Mersenne twister makes
/// them the same on every machine.
/// </summary>
internal sealed class SeedResamples
{
    /// <summary>Draws by default.</summary>
    public const int DefaultDraws = 2000;

    private const int RandomSeed = 250608523;

    private readonly ushort[] _multiplicity;

    /// <summary>Makes the draws for a seed axis 0 … seeds − 1.</summary>
    public SeedResamples(int seeds, int draws = DefaultDraws)
    {
        Seeds = seeds;
        Draws = draws;
        _multiplicity = new ushort[seeds * draws];
        var random = new MersenneTwister(RandomSeed, threadSafe: false);
        for (var draw = 0; draw < draws; draw++)
        {
            var row = _multiplicity.AsSpan(draw * seeds, seeds);
            for (var i = 0; i < seeds; i++) row[random.Next(seeds)]++;
        }
    }

    /// <summary>Length of the seed axis.</summary>
    public int Seeds { get; }

    /// <summary>Number of draws.</summary>
    public int Draws { get; }

    /// <summary>[seeds]: how often the draw took each seed.</summary>
    public ReadOnlySpan<ushort> this[int draw] => _multiplicity.AsSpan(draw * Seeds, Seeds);
}
