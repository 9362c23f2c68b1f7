using System.Net;
using System.Net.Sockets;
using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests.Networks;

public sealed class NamespaceNetworkTests : IDisposable
{
    private readonly NamespaceNetwork _network = new();
    private readonly List<Node> _nodes = [];

    public void Dispose()
    {
        foreach (var node in _nodes) node.Dispose();
        _network.Dispose();
    }

    [Fact]
    public async Task Should_give_names_part_hosts_and_heal()
    {
        var a = _network.AddHost("a");
        var b = _network.AddHost("b");
        _network.Name(b.Address, "b.example");

        Assert.Equal($"{b.Address}", (await RunAsync(a, "getent", "hosts", "b.example")).Split(' ')[0]);
        Assert.True(await ReachesAsync(a, b));

        _network.Part(b);
        Assert.False(await ReachesAsync(a, b));

        _network.Part(a);
        Assert.True(await ReachesAsync(a, b));

        _network.Heal(a, b);
        Assert.True(await ReachesAsync(a, b));

        _network.Cut(a, b);
        Assert.False(await ReachesAsync(a, b));
        Assert.False(await ReachesAsync(b, a));
        _network.Mend(a, b);
        Assert.True(await ReachesAsync(a, b));
        using var own = new TcpClient();
        var refused = await Assert.ThrowsAsync<SocketException>(() => own.ConnectAsync(new IPEndPoint(a.Address, 9)));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode); // there, though nobody listens

        _network.Name(null, "b.example");
        Assert.Equal("", await RunAsync(a, "getent", "hosts", "b.example"));
    }

    // bash connects to a port where nobody listens: refused at once, or nothing.
    private async Task<bool> ReachesAsync(NamespaceHost from, NamespaceHost to)
    {
        var said = await RunAsync(from, "timeout", "3", "bash", "-c", $"echo >/dev/tcp/{to.Address}/9 || echo answered");
        return said == "answered";
    }

    private async Task<string> RunAsync(NamespaceHost host, params string[] command)
    {
        var node = Node.Start(host.Name, host.Command(command));
        _nodes.Add(node);
        await node.EndAsync();
        return node.Output;
    }
}
