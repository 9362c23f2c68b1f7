using System.Net;

namespace Chaos.Actors.Cluster.Settings;

/// <summary>Where a node answers HTTP.</summary>
/// <param name="Address">The address; <see cref="IPAddress.IPv6Any"/> for all.</param>
/// <param name="Port">The port; 0 for any free one.</param>
public sealed record HttpSettings(IPAddress Address, int Port)
{
    /// <summary>The port of a coordinator unless told otherwise.</summary>
    public const int DefaultPort = 4080;

    /// <summary>The port of a coordinator's API over TLS unless told otherwise.</summary>
    public const int DefaultTlsPort = 4443;

    /// <summary>Reads the settings of a node.</summary>
    public static HttpSettings Read(SettingsReader reader, NodeKind kind)
    {
        var port = reader.Whole(KnownSettings.HttpPort, kind == NodeKind.Coordinator ? DefaultPort : 0, 0, 65535);
        var host = reader.Text(KnownSettings.HttpHost) ?? "127.0.0.1";
        if (host == "*") return new HttpSettings(IPAddress.IPv6Any, port);
        if (host == "localhost") return new HttpSettings(IPAddress.Loopback, port);
        if (IPAddress.TryParse(host, out var address)) return new HttpSettings(address, port);
        reader.Problem(KnownSettings.HttpHost, $"found {host}, expected an IP address, localhost or *");
        return new HttpSettings(IPAddress.Loopback, port);
    }
}
