namespace Chaos.Actors.Cli;

/// <summary>What the program's exit status says.</summary>
internal static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Complete = 0;

    /// <summary>A defect of the program itself.</summary>
    public const int Defect = 1;

    /// <summary>The input cannot be used and nothing was changed, or the output cannot be written.</summary>
    public const int BadInput = 2;

    /// <summary>The campaign has finished and some of its items failed.</summary>
    public const int FailedItems = 3;

    /// <summary>Stopped before the end; what is finished is kept and the same command continues.</summary>
    public const int Interrupted = 4;

    /// <summary>No coordinator answers.</summary>
    public const int Unreachable = 5;

    /// <summary>Stored results are not what this machine computes.</summary>
    public const int Mismatch = 6;

    /// <summary>What help says of them.</summary>
    public static IReadOnlyDictionary<int, string> Meanings { get; } = new SortedDictionary<int, string>
    {
        [Complete] = "complete",
        [BadInput] = "bad input, or output that cannot be written",
        [FailedItems] = "finished with failed items",
        [Interrupted] = "interrupted, resumable",
        [Unreachable] = "no coordinator answers",
        [Mismatch] = "a result is damaged or not what this machine computes",
    };
}
