namespace Chaos.Actors.Campaigns;

/// <summary>
/// That a campaign looks for the onset of chaos and the fastest η by itself: its grid is that of the present round, and grows from round
/// to round by what was found (docs/onset-search.md). It belongs to no item.
/// </summary>
public sealed record SearchSpec
{
    /// <summary>The width of an interval, as a share of what it is about, at which that counts as known.</summary>
    public required double Width { get; init; }

    /// <summary>The smallest η that is looked at.</summary>
    public required double Low { get; init; }

    /// <summary>The largest.</summary>
    public required double High { get; init; }

    /// <summary>The most work items; 0: as many as it takes.</summary>
    public long Budget { get; init; }

    /// <summary>The probability with which a cell may wrongly be taken for settled, however often it is looked at.</summary>
    public double Error { get; init; } = UsualError;

    /// <summary>The present round, from 1.</summary>
    public int Round { get; init; } = 1;

    /// <summary>What the rounds before have found, as a phrase; empty in the first.</summary>
    public string Report { get; init; } = "";

    /// <summary>Why the search has ended, as a sentence; null while it goes on.</summary>
    public string? Ended { get; init; }

    /// <summary><see cref="Width"/> where a campaign says nothing.</summary>
    public const double UsualWidth = 0.1;

    /// <summary>What a width may be, for messages.</summary>
    public const string Widths = "a share of at least 0.001 and below 2";

    /// <summary><see cref="Error"/> where a campaign says nothing.</summary>
    public const double UsualError = 0.05;

    /// <summary>Whether that can be a width.</summary>
    public static bool IsWidth(double share) => share is >= 0.001 and < 2;

    /// <summary>Seeds of each η in the first round: enough to see about where the onset is.</summary>
    public const int FirstSeeds = 2;

    // Three points a decade, at the same places in every campaign, so that campaigns share items. Written out: no libm decides on them.
    private static readonly double[] Decade = [1, 2.15, 4.64];
    private const double NearestToEnd = 1.4;

    /// <summary>The η of the first round, ascending: both ends, and three a decade between them.</summary>
    public IReadOnlyList<double> Ladder
    {
        get
        {
            var between =
                from exponent in Enumerable.Range(-20, 40)
                from mantissa in Decade
                let rate = ShortRates.Rounded(mantissa * Math.Pow(10, exponent), 3)
                where rate > Low * NearestToEnd && rate < High / NearestToEnd
                select rate;
            return [Low, .. between, High];
        }
    }

    /// <summary>
    /// The η at which growth of gradient flow is read, of every seed: the largest of the smallest third of the first round's, where runs
    /// follow gradient flow for long enough to be seen.
    /// </summary>
    public double FlowRate => Ladder[Math.Max(Ladder.Count / 3 - 1, 0)];
}
