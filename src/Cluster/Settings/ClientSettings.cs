using Chaos.Actors.Cluster.Certificates;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Cluster.Settings;

/// <summary>How a client reaches a coordinator.</summary>
/// <param name="Coordinator">Its address.</param>
/// <param name="Certificate">Certificate and authority; null on loopback.</param>
public sealed record ClientSettings(NodeAddress Coordinator, NodeCertificate? Certificate)
{
    /// <summary>Reads and checks them.</summary>
    /// <exception cref="SettingsException">Some cannot be used; all of those are listed.</exception>
    public static ClientSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var certificate = NodeCertificate.Read(reader);
        var text = reader.Text(KnownSettings.CoordinatorAddress);
        var address = text is null ? null : NodeAddress.Parse(text, ClusterSettings.DefaultPort);
        if (address is null)
        {
            reader.Problem(KnownSettings.CoordinatorAddress,
                $"found {text ?? "nothing"}, expected the address of a coordinator, HOST:PORT");
        }
        else if (certificate is null && !reader.Has(KnownSettings.Certificate) && !address.IsLoopback)
        {
            reader.Problem(KnownSettings.CoordinatorAddress,
                $"{address} is another machine, which is talked to with certificates only: set "
                + $"{KnownSettings.Certificate}, {KnownSettings.Key} and {KnownSettings.Authority}");
        }
        reader.ThrowIfProblems();
        return new ClientSettings(address!, certificate);
    }
}
