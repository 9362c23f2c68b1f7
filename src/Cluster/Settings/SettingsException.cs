namespace Chaos.Actors.Cluster.Settings;

/// <summary>Settings that cannot be used; the message lists every problem, one a line, each with its setting and the way out.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    /// <summary>The problems.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
