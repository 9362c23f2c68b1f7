using System.Security.Cryptography.X509Certificates;
using Chaos.Actors.Cluster.Certificates;
using Chaos.Actors.Cluster.Settings;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Cluster.Tests.Certificates;

public sealed class CertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly string _folder = Directory.CreateTempSubdirectory("chaos certs ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Should_name_hosts_and_addresses_and_keep_keys_to_their_owner()
    {
        CertificateMaker.MakeAuthority(_folder, "test", Now, 10);
        CertificateMaker.MakeNode(_folder, _folder, "node", ["node.example", "10.0.0.7", "*.pods.example"], Now, 5);

        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder, "node.pem"));
        Assert.All(["node.example", "10.0.0.7", "a.pods.example"], host => Assert.True(certificate.MatchesHostname(host), host));
        Assert.All(["other.example", "10.0.0.8", "node"], host => Assert.False(certificate.MatchesHostname(host), host));
        if (OperatingSystem.IsWindows()) return;
        foreach (var key in new[] { "ca.key", "node.key" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, key)));
    }

    [Fact]
    public void Should_overwrite_nothing()
    {
        CertificateMaker.MakeAuthority(_folder, "test", Now, 10);
        var key = File.ReadAllText(Path.Combine(_folder, "ca.key"));

        Assert.Throws<IOException>(() => CertificateMaker.MakeAuthority(_folder, "test", Now, 10));

        Assert.Equal(key, File.ReadAllText(Path.Combine(_folder, "ca.key")));
    }

    [Theory]
    [InlineData("other", "is not signed by the authority")]
    [InlineData("old", "only")]
    [InlineData("missing", "missing.pem")]
    public void Should_find_unusable_certificates_at_start(string which, string problem)
    {
        CertificateMaker.MakeAuthority(_folder, "test", Now.AddDays(-30), 60);
        CertificateMaker.MakeAuthority(Path.Combine(_folder, "elsewhere"), "test", Now, 10);
        CertificateMaker.MakeNode(_folder, Path.Combine(_folder, "elsewhere"), "other", ["127.0.0.1"], Now, 5);
        CertificateMaker.MakeNode(_folder, _folder, "old", ["127.0.0.1"], Now.AddDays(-20), 5);

        var error = Assert.Throws<SettingsException>(() => NodeSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Chaos:Tls:Certificate"] = Path.Combine(_folder, which + ".pem"),
                ["Chaos:Tls:Key"] = Path.Combine(_folder, which + ".key"),
                ["Chaos:Tls:Authority"] = Path.Combine(_folder, "ca.pem"),
            }).Build(),
            NodeKind.Trainer));

        Assert.Contains(problem, Assert.Single(error.Problems));
    }
}
