using System.Net;
using System.Net.Sockets;

namespace Chaos.Actors.Cluster.Tests.Strangers;

/// <summary>Somebody who has found a port and says there what he likes.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(int port)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(IPAddress.Loopback, port);
        return connection;
    }

    /// <summary>Says something; returns false if the other side has hung up.</summary>
    public async Task<bool> SayAsync(byte[] bytes)
    {
        try
        {
            await _client.GetStream().WriteAsync(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until the other side hangs up, whatever it says before.</summary>
    public async Task HungUpAsync()
    {
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            while (await _client.GetStream().ReadAsync(buffer, patience.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
        }
    }

    public void Dispose() => _client.Dispose();
}
