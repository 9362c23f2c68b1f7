using Chaos.Actors.Cluster.Tests.Networks;

namespace Chaos.Actors.Cluster.Tests.Nodes;

/// <summary>Where a node runs.</summary>
/// <param name="Host">Its address.</param>
/// <param name="Prefix">The command that its program is given to, and that becomes it.</param>
public sealed record Place(string Host, params IReadOnlyList<string> Prefix)
{
    /// <summary>This machine's loopback.</summary>
    public static Place Loopback { get; } = new("127.0.0.1");

    /// <summary>A host in a network namespace.</summary>
    public static Place At(NamespaceHost host) => new($"{host.Address}", "ip", "netns", "exec", host.Namespace);
}
