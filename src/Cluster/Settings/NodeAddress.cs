using System.Globalization;
using System.Net;

namespace Chaos.Actors.Cluster.Settings;

/// <summary>Host and port of a node.</summary>
public sealed record NodeAddress(string Host, int Port)
{
    /// <summary>Whether the address does not leave this machine.</summary>
    public bool IsLoopback => IsLoopbackHost(Host);

    /// <summary>Whether a host name or address does not leave this machine.</summary>
    public static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether a host stands for every address of the machine.</summary>
    public static bool IsWildcard(string host) => host is "0.0.0.0" or "::" or "*";

    /// <summary>Reads HOST:PORT, or HOST alone with a default port; null if it is neither.</summary>
    public static NodeAddress? Parse(string text, int? otherwise = null)
    {
        var colon = text.LastIndexOf(':');
        if (text.StartsWith('[')) colon = text.IndexOf("]:", StringComparison.Ordinal) is var end and > 0 ? end + 1 : -1;
        var host = colon < 0 ? text : text[..colon];
        var port = otherwise;
        if (colon >= 0)
        {
            port = int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
        }
        var named = Uri.CheckHostName(host.Trim('[', ']')) != UriHostNameType.Unknown;
        return named && port is > 0 and <= 65535 ? new NodeAddress(host, port.Value) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
