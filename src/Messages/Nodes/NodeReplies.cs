using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Messages.Nodes;

/// <summary>Answers to <see cref="NodeCommands"/>.</summary>
public static class NodeReplies
{
    /// <summary>Done, and durable.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="AtWork">Whether a trainer of that name was heard of lately; else the name may be a mistake.</param>
    public sealed record Accepted(NodeId Node, bool AtWork);

    /// <summary>Not done.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="Kind">Why, for programs.</param>
    /// <param name="Reason">Why, and the way out, for people.</param>
    public sealed record Refused(NodeId Node, RefusalKind Kind, string Reason);
}
