using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Verification;

/// <summary>A random sample of stored items in which every node that computed some has its share.</summary>
/// <param name="Nodes">How many items are stored of each node, by name.</param>
/// <param name="Items">The sample, by item.</param>
internal sealed record ItemSample(IReadOnlyList<(NodeId Node, int Stored)> Nodes, IReadOnlyList<ItemIndex> Items)
{
    /// <summary>Draws it.</summary>
    /// <param name="stored">What is stored, by item, and where it was computed.</param>
    /// <param name="node">The only node to look at; null for all.</param>
    /// <param name="size">About how many items; at least one of each node is taken.</param>
    /// <param name="seed">Chooses them: the same ones as long as the same items are stored.</param>
    public static ItemSample Draw(IEnumerable<(ItemIndex Item, NodeId Node)> stored, NodeId? node, int size, int seed)
    {
        var groups = stored
            .Where(row => node is null || row.Node == node)
            .GroupBy(row => row.Node, row => row.Item)
            .OrderBy(group => group.Key.Value, StringComparer.Ordinal)
            .Select(group => (Node: group.Key, Items: group.ToArray()))
            .ToList();
        var all = groups.Sum(group => (double)group.Items.Length);
        var random = new Random(seed);
        var items = new List<ItemIndex>();
        foreach (var group in groups)
        {
            random.Shuffle(group.Items);
            items.AddRange(group.Items.Take(Math.Max(1, (int)Math.Round(size * (group.Items.Length / all)))));
        }
        return new ItemSample([.. groups.Select(group => (group.Node, group.Items.Length))], [.. items.Order()]);
    }
}
