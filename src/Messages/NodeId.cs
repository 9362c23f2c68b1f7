namespace Chaos.Actors.Messages;

/// <summary>A trainer node: unique among the nodes that run at the same time, and shown with every result.</summary>
public readonly record struct NodeId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
