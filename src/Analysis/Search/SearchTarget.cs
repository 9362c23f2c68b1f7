namespace Chaos.Actors.Analysis.Search;

/// <summary>How far a search has come with one of the things it looks for.</summary>
/// <param name="Found">What is known of it, as a phrase.</param>
public sealed record SearchTarget(string Found)
{
    /// <summary>Nothing more is asked for: it is known, or this range cannot tell.</summary>
    public bool IsOver { get; init; }

    /// <summary>η, old and new ones, that need the present number of seeds before anything else is decided.</summary>
    public IReadOnlyList<double> Missing { get; init; } = [];

    /// <summary>η that get further seeds when there are any.</summary>
    public IReadOnlyList<double> Active { get; init; } = [];

    /// <summary>By what factor its interval is too wide; +∞ where it is not bounded yet.</summary>
    public double Excess { get; init; } = double.PositiveInfinity;

    /// <summary>What is to be said at the end, as a sentence.</summary>
    public string Sentence { get; init; } = "";
}
