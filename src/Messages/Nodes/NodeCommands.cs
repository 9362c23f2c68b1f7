namespace Chaos.Actors.Messages.Nodes;

/// <summary>
/// What an operator wants of a trainer in all campaigns. Each is answered with <see cref="NodeReplies.Accepted"/>, once it is durable,
/// or <see cref="NodeReplies.Refused"/>.
/// </summary>
public static class NodeCommands
{
    /// <summary>
    /// Trusts a node no longer: it gets no items, what it reports does not count, and what it has computed is computed again by
    /// others, also of finished campaigns. Idempotent.
    /// </summary>
    public sealed record Exclude(NodeId Node);

    /// <summary>Trusts a node again. Idempotent.</summary>
    public sealed record Include(NodeId Node);
}
