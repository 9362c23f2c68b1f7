using System.Net;
using System.Net.Sockets;

namespace Chaos.Actors.Databases;

/// <summary>Ports for servers of tests.</summary>
public static class LoopbackPort
{
    // Those that Linux gives to whoever asks for any: one of them would soon be somebody else's while a server is down.
    private const int FirstOfAny = 32768;

    /// <summary>A port that nobody listens on.</summary>
    public static int Free()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(10_000, FirstOfAny));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException) when (attempt < 1000)
            {
                // taken
            }
        }
    }
}
