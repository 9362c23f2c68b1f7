namespace Chaos.Actors.Messages.Nodes;

/// <summary>Questions about trainers.</summary>
public static class NodeQueries
{
    /// <summary>Asks which trainers there are.</summary>
    public sealed record ListNodes;

    /// <summary>Answers <see cref="ListNodes"/>, by name.</summary>
    public sealed record NodeList(IReadOnlyList<NodeReport> Nodes);
}
