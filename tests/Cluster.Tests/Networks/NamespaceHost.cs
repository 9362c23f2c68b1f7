using System.Diagnostics;
using System.Net;

namespace Chaos.Actors.Cluster.Tests.Networks;

/// <summary>A host of a <see cref="NamespaceNetwork"/>.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Address">Its only address besides loopback.</param>
/// <param name="Namespace">Its namespace: <c>ip netns exec</c>.</param>
/// <param name="Link">The network's end of its cable.</param>
public sealed record NamespaceHost(string Name, IPAddress Address, string Namespace, string Link)
{
    /// <summary>How to start a program there; it becomes the process that is started.</summary>
    public ProcessStartInfo Command(params IEnumerable<string> command) =>
        new("ip", ["netns", "exec", Namespace, .. command]);
}
