using System.Globalization;
using Chaos.Actors.Cluster.Tests.Nodes;
using Chaos.Actors.Messages.Serialization;

namespace Chaos.Actors.Cluster.Tests.Strangers;

/// <summary>Whoever finds a node's ports cannot disturb a campaign, take the node's memory or fill its log.</summary>
public sealed class StrangerTests : IDisposable
{
    private const int MemoryAllowed = 250;
    private readonly Playground _cluster = new();
    private readonly Random _random = new(20_250_806);
    private readonly List<RawConnection> _open = [];

    public void Dispose()
    {
        foreach (var connection in _open) connection.Dispose();
        _cluster.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_go_on_undisturbed_whatever_strangers_say(bool certificates)
    {
        if (certificates) await _cluster.MakeCertificatesAsync("127.0.0.1");
        var campaign = _cluster.WriteIris(seeds: 40);
        var coordinator = _cluster.Coordinator();
        var trainer = _cluster.Trainer("t1");
        await trainer.SaysAsync("This node is up");
        await _cluster.AskAsync("submit", campaign);
        await _cluster.StoredAsync("iris", 5);
        var (lines, memory) = (Lines(coordinator), PeakMegabytes(coordinator));

        await NoiseAsync(_cluster.Port);
        await HugeFramesAsync();
        await HalfFramesAsync();
        await CrowdAsync();
        await GarbageAfterHandshakeAsync(certificates ? "ssl.tcp" : "tcp");
        await NoiseAsync(_cluster.HttpPort);
        await HttpGarbageAsync();
        var during = _cluster.Digests("iris").Count;
        if (!certificates) await ForgeAsync(coordinator);

        Assert.True(during < 160, "The campaign was over before the strangers were.");
        await _cluster.FinishedAsync("iris");
        // Whoever says nothing, or half of something, is not listened to for ever.
        var gone = Task.WhenAll(_open.Select(connection => connection.HungUpAsync()));
        await Eventually.Async(() => gone.IsCompleted, "every stranger is hung up on", _cluster.Explain);
        Assert.Equal(await _cluster.UndisturbedAsync(campaign, "iris"), _cluster.Digests("iris"));
        Assert.Equal(0, (await _cluster.StatusAsync("iris")).GetProperty("failed").GetInt32());
        Assert.All([coordinator, trainer], node => Assert.False(node.HasEnded, node.ToString()));
        Assert.All([coordinator, trainer], node => Assert.Equal(0, node.Count("put this node out")));
        Assert.Equal(0, trainer.Count("Joining the cluster."));
        Assert.InRange(PeakMegabytes(coordinator) - memory, 0, MemoryAllowed);
        Assert.InRange(Lines(coordinator) - lines, 1, 12);
    }

    // Anything at all.
    private async Task NoiseAsync(int port)
    {
        for (var i = 0; i < 20; i++)
        {
            using var connection = await RawConnection.OpenAsync(port);
            var noise = new byte[_random.Next(1, 1 << 16)];
            _random.NextBytes(noise);
            await connection.SayAsync(noise);
        }
    }

    // Two gigabytes are announced, and some of them follow; or fewer than none.
    private async Task HugeFramesAsync()
    {
        foreach (var length in new[] { int.MaxValue, int.MinValue, -1, 0, (32 << 20) + 1 })
        {
            using var connection = await RawConnection.OpenAsync(_cluster.Port);
            await connection.SayAsync(AkkaFrames.Length(length));
            for (var i = 0; i < 64 && await connection.SayAsync(new byte[1 << 20]); i++)
            {
            }
        }
    }

    // The rest never comes, and the connection stays.
    private async Task HalfFramesAsync()
    {
        for (var i = 0; i < 50; i++)
        {
            var connection = await RawConnection.OpenAsync(_cluster.Port);
            _open.Add(connection);
            await connection.SayAsync([.. AkkaFrames.Length(1 << 20), .. new byte[1000]]);
        }
    }

    private async Task CrowdAsync()
    {
        for (var i = 0; i < 2000; i++) _open.Add(await RawConnection.OpenAsync(_cluster.Port));
    }

    private async Task GarbageAfterHandshakeAsync(string protocol)
    {
        for (var i = 0; i < 20; i++)
        {
            using var connection = await RawConnection.OpenAsync(_cluster.Port);
            await connection.SayAsync(AkkaFrames.Handshake(protocol, 10_000 + i, (ulong)i + 1));
            for (var n = 0; n < 10; n++)
            {
                var garbage = new byte[_random.Next(200)];
                _random.NextBytes(garbage);
                await connection.SayAsync(n % 2 == 0 ? AkkaFrames.Payload(garbage) : AkkaFrames.Frame(garbage));
            }
        }
    }

    private async Task HttpGarbageAsync()
    {
        foreach (var request in new[]
        {
            "GET /" + new string('a', 1 << 20) + " HTTP/1.1\r\n\r\n",
            "POST /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
            "GET /health/live HTTP/1.1\r\nHost: x\r\n" + string.Concat(Enumerable.Repeat("a: b\r\n", 100_000)),
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0",
            "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        })
        {
            using var connection = await RawConnection.OpenAsync(_cluster.HttpPort);
            await connection.SayAsync(System.Text.Encoding.ASCII.GetBytes(request));
        }
        for (var i = 0; i < 50; i++)
        {
            var slow = await RawConnection.OpenAsync(_cluster.HttpPort);
            _open.Add(slow);
            await slow.SayAsync("GET /health/ready HT"u8.ToArray());
        }
        Assert.Equal(System.Net.HttpStatusCode.OK, (await _cluster.HealthAsync("ready")).Status);
    }

    // Akka itself speaks, with serializers and types of its own, messages of ours that are none, and one larger than any.
    private async Task ForgeAsync(Node coordinator)
    {
        await using var stranger = new StrangeSystem(_cluster.Port);
        foreach (var path in new[] { "user/coordinator", "user/coordinator/coordinator", "system/cluster/core/daemon" })
        {
            stranger.Tell(path, new StrangeSystem.Unlisted("x"));
            stranger.Tell(path, "text");
            stranger.Tell(path, new StrangeSystem.Forgery(99_999, "x", [1, 2, 3]));
            stranger.Tell(path, new StrangeSystem.Forgery(1, typeof(System.Diagnostics.Process).AssemblyQualifiedName!, "{}"u8.ToArray()));
            stranger.Tell(path, new StrangeSystem.Forgery(WireSerializer.Id, "nonsense", []));
            for (var i = 0; i < 200; i++)
            {
                var garbage = new byte[_random.Next(200)];
                _random.NextBytes(garbage);
                var manifest = new[] { "pull", "result", "submit", "assign", "status", "item-failed" }[i % 6];
                stranger.Tell(path, new StrangeSystem.Forgery(WireSerializer.Id, manifest, garbage));
                stranger.Tell(path, new StrangeSystem.Forgery(5, "HB", garbage)); // of the cluster's own: a heartbeat
            }
            stranger.Tell(path, new StrangeSystem.Forgery(WireSerializer.Id, "pull", new byte[40 << 20]));
        }
        await coordinator.SaysAsync("Deserialization failed");
    }

    private static int Lines(Node node) => node.Log.Count(c => c == '\n');

    private static int PeakMegabytes(Node node) => int.Parse(
        File.ReadLines($"/proc/{node.ProcessId}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) >> 10;
}
