using Chaos.Actors.Cluster.Certificates;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Cluster.Settings;

/// <summary>How a client reaches a cluster.</summary>
/// <param name="Coordinators">Addresses of coordinators, tried one after the other.</param>
/// <param name="Certificate">Certificate and authority; null on loopback.</param>
public sealed record ClientSettings(IReadOnlyList<NodeAddress> Coordinators, NodeCertificate? Certificate)
{
    /// <summary>Reads and checks them.</summary>
    /// <exception cref="SettingsException">Some cannot be used; all of those are listed.</exception>
    public static ClientSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var certificate = NodeCertificate.Read(reader);
        var texts = reader.List(KnownSettings.CoordinatorAddress);
        if (texts.Count == 0) Expected("nothing");
        var coordinators = new List<NodeAddress>();
        foreach (var text in texts)
        {
            if (NodeAddress.Parse(text, ClusterSettings.DefaultPort) is { } address) coordinators.Add(address);
            else Expected(text);
        }
        if (certificate is null && !reader.Has(KnownSettings.Certificate)
            && coordinators.FirstOrDefault(address => !address.IsLoopback) is { } distant)
        {
            reader.Problem(KnownSettings.CoordinatorAddress,
                $"{distant} is another machine, which is talked to with certificates only: set "
                + $"{KnownSettings.Certificate}, {KnownSettings.Key} and {KnownSettings.Authority}");
        }
        reader.ThrowIfProblems();
        return new ClientSettings(coordinators, certificate);

        void Expected(string found) => reader.Problem(
            KnownSettings.CoordinatorAddress, $"found {found}, expected addresses of coordinators, HOST:PORT,…");
    }
}
