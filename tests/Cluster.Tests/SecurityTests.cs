using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests;

public sealed class SecurityTests : IDisposable
{
    private readonly Playground _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Should_refuse_strangers_and_go_on_undisturbed()
    {
        foreach (var authority in new[] { "ours", "theirs" }) await _cluster.MakeCertificatesAsync(authority, ["127.0.0.1"]);
        var campaign = _cluster.WriteIris();
        _cluster.UseCertificates("theirs");
        var stranger = _cluster.Trainer("stranger");
        _cluster.UseCertificates(null);
        var plain = _cluster.Trainer("plain");
        _cluster.UseCertificates("ours");

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

        Assert.Equal(await _cluster.UndisturbedAsync(campaign, "iris"), _cluster.Digests("iris"));
    }

    /// <summary>The name, the authority and the token: each of them.</summary>
    [Fact]
    public async Task Should_answer_clients_over_tls_that_know_it_and_have_a_token()
    {
        await _cluster.MakeCertificatesAsync("theirs", ["localhost"]);
        await _cluster.MakeCertificatesAsync("localhost");
        await _cluster.Coordinator("--public-host", "localhost", "--http-host", "0.0.0.0").SaysAsync("This node is up");
        var (byName, byAddress) = ($"https://localhost:{_cluster.HttpsPorts[0]}", $"https://127.0.0.1:{_cluster.HttpsPorts[0]}");
        async Task EndsAsync(int exitCode, params string[] arguments)
        {
            var command = await _cluster.RunAsync(["list", "--server", .. arguments]);
            Assert.True(await command.EndAsync() == exitCode, _cluster.Explain());
        }

        await EndsAsync(0, byName);
        await EndsAsync(5, byAddress);
        await EndsAsync(5, byName, "--authority", _cluster.File("theirs", "ca.pem"));
        _cluster.Environment.Remove("CHAOS_TOKEN");
        await EndsAsync(2, byName);
    }

    [Theory]
    [InlineData("coordinator", "--host", "0.0.0.0")]
    [InlineData("coordinator", "--public-host", "coordinator.example")]
    [InlineData("trainer", "--host", "*")]
    [InlineData("trainer", "--seeds", "coordinator.example:4053")]
    public async Task Should_refuse_to_leave_the_machine_without_certificates(string command, string flag, string value)
    {
        var outcome = await _cluster.RunAsync(command, flag, value);

        Assert.Equal(2, await outcome.EndAsync());
        Assert.Contains(flag, outcome.Log);
        Assert.Contains("certificates", outcome.Log);
    }
}
