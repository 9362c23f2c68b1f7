namespace Chaos.Actors.Analysis.Reports;

/// <summary>Where the numbers of a report come from: what their analysis cannot know.</summary>
public sealed record Provenance
{
    /// <summary>The program's version, such as 0.2.0.</summary>
    public required string Version { get; init; }

    /// <summary>The commit it was built from; empty where nobody noted it.</summary>
    public string Commit { get; init; } = "";

    /// <summary>The command that wrote the report.</summary>
    public string Command { get; init; } = "";

    /// <summary>The machine that wrote it: processor, cores, system.</summary>
    public string Machine { get; init; } = "";

    /// <summary>The campaign file's text as it was given; null where none was.</summary>
    public string? CampaignFile { get; init; }

    /// <summary>The nodes that computed, each with its number of items.</summary>
    public IReadOnlyList<(string Node, long Items)> Nodes { get; init; } = [];

    /// <summary>What all items took together, each on one thread, in seconds; NaN where nobody noted it.</summary>
    public double Seconds { get; init; } = double.NaN;

    /// <summary>When the first item was begun; null where nobody noted it.</summary>
    public DateTimeOffset? Begun { get; init; }

    /// <summary>When the last item was stored.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The numerics contract that the items follow.</summary>
    public IReadOnlyList<int> NumericsVersions { get; init; } = [];

    /// <summary>SHA-256 over the digests of all finished items, by ascending index, a line each.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Each task with the hash of its content.</summary>
    public IReadOnlyList<(string Task, string Hash)> Tasks { get; init; } = [];

    /// <summary>The items that failed, each with its last error.</summary>
    public IReadOnlyList<(long Item, int Attempts, string Error)> Failed { get; init; } = [];
}
