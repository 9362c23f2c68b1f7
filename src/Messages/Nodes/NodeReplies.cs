namespace Chaos.Actors.Messages.Nodes;

/// <summary>Answers to <see cref="NodeCommands"/>.</summary>
public static class NodeReplies
{
    /// <summary>Done, and durable.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="AtWork">Whether a trainer of that name was heard of lately; else the name may be a mistake.</param>
    public sealed record Accepted(NodeId Node, bool AtWork);
}
