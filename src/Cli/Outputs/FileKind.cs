namespace Chaos.Actors.Cli.Outputs;

/// <summary>What stands at a path, links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A file that can be replaced by another one.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A device, pipe or socket: it is written to, never replaced.</summary>
    Special,
}
