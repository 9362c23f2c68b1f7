using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>The nodes that no campaign trusts: a table beside the results, whose store makes it.</summary>
/// <param name="database">The database.</param>
internal sealed class ExcludedNodes(Database database)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<NodeId> Read()
    {
        using var connection = database.Connect(readOnly: false);
        return connection.Query(ResultsSchema.ExcludedNodes, [], row => new NodeId(row.GetString(0))).ToList();
    }

    /// <summary>Excludes a node, or includes it again; it may be so already.</summary>
    public void Write(NodeId node, bool excluded)
    {
        using var connection = database.Connect(readOnly: false);
        connection.Execute(excluded ? ResultsSchema.Exclude : ResultsSchema.Include, ("node", node.Value));
    }
}
