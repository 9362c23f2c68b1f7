using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Chaos.Actors.Benchmarks.ClusterScale;

/// <summary>A coordinator and its trainers, each in processes of their own, with a folder for everything.</summary>
internal sealed class Cluster : IDisposable
{
    private readonly int _httpPort = FreePort();
    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-scale-").FullName;

    public Cluster() => Coordinator = StartCoordinator();

    public int Port { get; } = FreePort();

    public string Server => $"http://127.0.0.1:{_httpPort}";

    public Node Coordinator { get; private set; }

    public List<Node> Trainers { get; } = [];

    public string Database => Path.Combine(_folder, "chaos.db");

    public string At(string name) => Path.Combine(_folder, name);

    /// <summary>Starts the coordinator again, after its end.</summary>
    public void Restart()
    {
        Coordinator.Dispose();
        Coordinator = StartCoordinator();
    }

    /// <summary>Waits until the cluster has so many members.</summary>
    public async Task MembersAsync(int count)
    {
        using var http = new HttpClient();
        var expected = string.Create(CultureInfo.InvariantCulture, $"in a cluster of {count},");
        while (true)
        {
            try
            {
                if ((await (await http.GetAsync(new Uri($"{Server}/health/ready"))).Content.ReadAsStringAsync())
                    .Contains(expected, StringComparison.Ordinal)) return;
            }
            catch (HttpRequestException)
            {
                // not there yet
            }
            await Task.Delay(100);
        }
    }

    /// <summary>How often the nodes said something.</summary>
    public int Said(string text) => Directory.EnumerateFiles(_folder, "*.log").Sum(log =>
        File.ReadLines(log).Count(line => line.Contains(text, StringComparison.Ordinal)));

    public void Dispose()
    {
        foreach (var node in Trainers.Append(Coordinator)) node.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Node StartCoordinator() => Node.Chaos(
        At("coordinator.log"), "coordinator", "--port", $"{Port}", "--http-port", $"{_httpPort}", "--data", _folder);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
