using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests;

public sealed class SecurityTests : IDisposable
{
    private readonly Playground _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Should_refuse_strangers_and_go_on_undisturbed()
    {
        await _cluster.RunAsync("certs", "ca", "--out", "ours");
        await _cluster.RunAsync("certs", "node", "node", "--ca", "ours", "--host", "127.0.0.1");
        await _cluster.RunAsync("certs", "ca", "--out", "theirs");
        await _cluster.RunAsync("certs", "node", "node", "--ca", "theirs", "--host", "127.0.0.1");
        var campaign = _cluster.WriteIris();
        UseCertificates("theirs");
        var stranger = _cluster.Trainer("stranger");
        _cluster.Environment.Clear();
        var plain = _cluster.Trainer("plain");
        UseCertificates("ours");

        var coordinator = _cluster.Coordinator();
        var trainer = _cluster.Trainer("t1");
        await _cluster.AskAsync("submit", campaign);
        await coordinator.SaysAsync("is not signed by the authority");
        await coordinator.SaysAsync("Rejected incoming connection");
        await _cluster.FinishedAsync("iris");

        Assert.Equal(["t1"], _cluster.Tables.Nodes("iris").Values.Distinct());
        Assert.DoesNotContain("This node is up", stranger.Log + plain.Log);
        Assert.All([coordinator, trainer], node => Assert.False(node.HasEnded, node.ToString()));
        Assert.All([coordinator, trainer], node => Assert.Equal(0, node.Count("put this node out")));

        foreach (var authority in new[] { "theirs", null })
        {
            UseCertificates(authority);
            var refused = await _cluster.RunAsync("list", "--coordinator", _cluster.Address);
            Assert.True(await refused.EndAsync() == 5, refused.ToString());
        }
        UseCertificates("ours");
        Assert.Equal(await _cluster.UndisturbedAsync(campaign, "iris"), _cluster.Digests("iris"));
    }

    [Fact]
    public async Task Should_not_connect_to_a_host_that_its_certificate_does_not_name()
    {
        await _cluster.RunAsync("certs", "ca", "--out", "ours");
        await _cluster.RunAsync("certs", "node", "node", "--ca", "ours", "--host", "localhost");
        UseCertificates("ours");
        var coordinator = _cluster.Coordinator("--public-host", "localhost");
        await coordinator.SaysAsync("This node is up");

        var byName = await _cluster.RunAsync("list", "--coordinator", $"localhost:{_cluster.Port}");
        var byAddress = await _cluster.RunAsync("list", "--coordinator", _cluster.Address);

        Assert.True(await byName.EndAsync() == 0, _cluster.Explain());
        Assert.True(await byAddress.EndAsync() == 5, _cluster.Explain());
    }

    [Theory]
    [InlineData("coordinator", "--host", "0.0.0.0")]
    [InlineData("coordinator", "--public-host", "coordinator.example")]
    [InlineData("trainer", "--host", "*")]
    [InlineData("trainer", "--seeds", "coordinator.example:4053")]
    [InlineData("list", "--coordinator", "coordinator.example:4053")]
    public async Task Should_refuse_to_leave_the_machine_without_certificates(string command, string flag, string value)
    {
        var outcome = await _cluster.RunAsync(command, flag, value);

        Assert.Equal(2, await outcome.EndAsync());
        Assert.Contains(flag, outcome.Log);
        Assert.Contains("certificates", outcome.Log);
    }

    private void UseCertificates(string? authority)
    {
        _cluster.Environment.Clear();
        if (authority is null) return;
        _cluster.Environment["Chaos__Tls__Certificate"] = _cluster.File(authority, "node.pem");
        _cluster.Environment["Chaos__Tls__Key"] = _cluster.File(authority, "node.key");
        _cluster.Environment["Chaos__Tls__Authority"] = _cluster.File(authority, "ca.pem");
    }
}
