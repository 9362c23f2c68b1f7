using Chaos.Actors.Cluster.Settings;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Cluster.Tests.Settings;

public sealed class SettingsTests
{
    [Fact]
    public void Should_list_every_problem_at_once_with_its_setting_and_the_way_out()
    {
        var error = Assert.Throws<SettingsException>(() => Read(NodeKind.Coordinator,
            ("Cluster:Port", "99999"),
            ("Cluster:Prot", "1"),
            ("Cluster:Coordinators", "3"),
            ("Cluster:HeartbeatPause", "soon"),
            ("Trainer:Nice", "20"),
            ("Http:Host", "everywhere"),
            ("Tls:Certificate", "nowhere.pem")));

        Assert.Collection(
            error.Problems,
            problem => Assert.Equal("Chaos:Cluster:Prot: no such setting, did you mean Chaos:Cluster:Port?", problem),
            problem => Assert.Equal("Chaos:Tls:Key (--key, Chaos__Tls__Key): is missing; certificate, key and authority go together", problem),
            problem => Assert.StartsWith("Chaos:Tls:Authority (--authority, ", problem),
            problem => Assert.Equal(
                "Chaos:Cluster:Port (--port, Chaos__Cluster__Port): found 99999, expected a whole number from 1 to 65535", problem),
            problem => Assert.StartsWith("Chaos:Cluster:HeartbeatPause (Chaos__Cluster__HeartbeatPause): found soon, expected a time", problem),
            problem => Assert.StartsWith("Chaos:Http:Host (--http-host, ", problem),
            problem => Assert.Contains("a SQLite file serves one coordinator only", problem),
            problem => Assert.StartsWith("Chaos:Trainer:Nice (--nice, ", problem));
    }

    [Fact]
    public void Should_need_nothing_on_one_machine()
    {
        var coordinator = Read(NodeKind.Coordinator);
        var trainer = Read(NodeKind.Trainer);

        Assert.Equal([new NodeAddress("127.0.0.1", 4053)], coordinator.Cluster.Seeds);
        Assert.Equal([new NodeAddress("127.0.0.1", 4053)], trainer.Cluster.Seeds);
        Assert.Equal((4053, 0), (coordinator.Cluster.Port, trainer.Cluster.Port));
        Assert.EndsWith(Path.Combine("chaos-data", "chaos.db"), coordinator.Storage.Path);
        Assert.Equal((1, 19), (coordinator.Cluster.Quorum, trainer.Compute.Nice));
    }

    [Fact]
    public void Should_take_more_than_half_of_the_coordinators_for_a_quorum()
    {
        var settings = Read(
            NodeKind.Coordinator, ("Cluster:Coordinators", "3"), ("Storage:ConnectionString", "Host=db"),
            ("Cluster:Seeds:0", "127.0.0.1:4053"), ("Cluster:Seeds:1", "127.0.0.1:4054, 127.0.0.1:4055"));

        Assert.Equal(2, settings.Cluster.Quorum);
        Assert.Equal([4053, 4054, 4055], settings.Cluster.Seeds.Select(seed => seed.Port));
    }

    [Theory]
    [InlineData("Cluster:Coordinators", "6", "expected")]
    [InlineData("Cluster:Seeds", "127.0.0.1:9", "this coordinator's own address 127.0.0.1:4053")]
    [InlineData("Cluster:Seeds", "127.0.0.1:x", "expected HOST:PORT")]
    public void Should_refuse_what_could_not_work(string key, string value, string problem) => Assert.Contains(
        problem, Assert.Throws<SettingsException>(() => Read(NodeKind.Coordinator, (key, value))).Message);

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("10s", 10)]
    [InlineData("1.5m", 90)]
    [InlineData("2 h", 7200)]
    public void Should_read_times(string text, double seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), Read(NodeKind.Trainer, ("Trainer:DrainTime", text)).Compute.DrainTime);

    [Theory]
    [InlineData("host", 4053, "host:4053")]
    [InlineData("host:1", 4053, "host:1")]
    [InlineData("10.0.0.1:65535", null, "10.0.0.1:65535")]
    [InlineData("[::1]:7", null, "[::1]:7")]
    [InlineData("host", null, null)]
    [InlineData("host:0", 1, null)]
    [InlineData("host:65536", 1, null)]
    [InlineData("ho st:1", 1, null)]
    [InlineData("", 1, null)]
    public void Should_read_addresses(string text, int? otherwise, string? address) =>
        Assert.Equal(address, NodeAddress.Parse(text, otherwise)?.ToString());

    [Theory]
    [InlineData("{10.1.2.3}.trainers.example", "10-1-2-3.trainers.example")]
    [InlineData("{fd00::a}.trainers.example", "fd00--a.trainers.example")]
    [InlineData("{cafe}.example", "{cafe}.example")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    public void Should_write_addresses_in_braces_with_dashes(string host, string name) =>
        Assert.Equal(name, NodeAddress.DashAddresses(host));

    /// <summary>The table is written by hand so that it reads well; it must not fall behind.</summary>
    [Fact]
    public void Should_all_be_documented()
    {
        var guide = File.ReadAllText(Path.Combine(Root(), "docs", "operations.md"));
        Assert.All(KnownSettings.All, setting =>
        {
            Assert.Contains($"`{setting.Key}`", guide, StringComparison.Ordinal);
            if (setting.Flag is not null) Assert.Contains($"`{setting.Flag}`", guide, StringComparison.Ordinal);
        });
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Chaos.Actors.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private static NodeSettings Read(NodeKind kind, params (string Key, string Value)[] values) => NodeSettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(pair => "Chaos:" + pair.Key, pair => (string?)pair.Value))
            .Build(),
        kind);
}
