namespace Chaos.Actors.Cluster.Settings;

/// <summary>One thing that can be set: in appsettings.json, by an environment variable, by a flag (later ones win).</summary>
/// <param name="Key">Its key below the section <c>Chaos</c>: <c>Cluster:Port</c>.</param>
/// <param name="Flag">Its flag: <c>--port</c>; null where the command line would give a secret away or nobody asks for one.</param>
/// <param name="Value">What its value is called in help: <c>N</c>, <c>FILE</c>.</param>
/// <param name="Default">What holds without it, in words.</param>
/// <param name="Description">What it is.</param>
/// <param name="UsedBy">Who reads it.</param>
public sealed record Setting(
    string Key, string? Flag, string Value, string Default, string Description, NodeKind UsedBy)
{
    /// <summary>The section of the configuration that holds all of them.</summary>
    public const string Section = "Chaos";

    /// <summary>The key in the configuration: <c>Chaos:Cluster:Port</c>.</summary>
    public string Path => $"{Section}:{Key}";

    /// <summary>The environment variable: <c>Chaos__Cluster__Port</c>.</summary>
    public string Variable => Path.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Every way to set it, for messages.</summary>
    public override string ToString() => Flag is null ? $"{Path} ({Variable})" : $"{Path} ({Flag}, {Variable})";
}
