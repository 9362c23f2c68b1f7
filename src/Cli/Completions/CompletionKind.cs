namespace Chaos.Actors.Cli.Completions;

/// <summary>What a shell offers for a value.</summary>
internal enum CompletionKind
{
    /// <summary>Numbers and names that only the user knows.</summary>
    Nothing,

    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A campaign's name under runs/, or its folder.</summary>
    Campaign,
}
